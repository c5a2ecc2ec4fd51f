# run: f([[200, 100], [30, 40]])
def f(out):
    rows, cols = len(out), len(out[0])
    for i in range(rows):
        for j in range(cols):
            old = out[i][j]
            new = 255.0 if old > 127 else 0.0
            out[i][j] = new
            err = old - new
            if j + 1 < cols:
                out[i][j + 1] += err * 7 / 16
            if i + 1 < rows:
                out[i + 1][j] += err * 5 / 16
    print(f"mean {out[0][0]:.2f}")
    return out


# becomes
def f(out):
    rows, cols = ag__.converted(len)(out), ag__.converted(len)(out[0])
    for i in (loop := ag__.for_stmt(ag__.converted(range)(rows), ())):
        if loop.staged:
            loop.enter()
        for j in (loop_1 := ag__.for_stmt(ag__.converted(range)(cols), ())):
            if loop_1.staged:
                loop_1.enter()
            old = ag__.subscripted(ag__.subscripted(out)[i])[j]
            new = ag__.if_exp(old > 127, lambda : 255.0, lambda : 0.0)
            ag__.writable(ag__.subscripted(out)[i])[j] = new
            err = old - new
            for branch in ag__.if_stmt(j + 1 < cols, ()):
                if branch.staged:
                    branch.enter()
                if branch.then:
                    ag__.writable(ag__.subscripted(out)[i])[j + 1] += err * 7 / 16
                if branch.staged:
                    branch.leave()
            for branch in ag__.if_stmt(i + 1 < rows, ()):
                if branch.staged:
                    branch.enter()
                if branch.then:
                    ag__.writable(ag__.subscripted(out)[i + 1])[j] += err * 5 / 16
                if branch.staged:
                    branch.leave()
            if loop_1.staged:
                loop_1.leave()
        if loop.staged:
            loop.leave()
    ag__.graph_print(ag__.fstring('mean ', (out[0][0], '', '.2f')))
    return out
