# run: f(1)
def f(x):
    global counter
    import math
    counter = x
    with manage(x):
        counter += 1
    try:
        class A:
            a = manage(x)
    finally:
        match x:
            case 1:
                return A.a + counter


# becomes
def f(x):
    global counter
    import math
    counter = x
    with manage(x):
        counter += 1
    ag__.unsupported('try')
    try:
        ag__.unsupported('class')

        class A:
            a = manage(x)
    finally:
        ag__.unsupported('match')
        match x:
            case 1:
                return A.a + counter
