# run: f(1, 2)
def f(a, b):
    return [a, *[b]], {a: b, **{}}, {a, b}


# becomes
def f(a, b):
    return ag__.joined_list([a, ag__.spread(ag__.new_list([b]))]), ag__.joined_dict([(a, b), ag__.spread_dict(ag__.new_dict({}))]), ag__.new_set([a, b])
