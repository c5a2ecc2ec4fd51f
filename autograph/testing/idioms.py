"""A scope in, the lines of a loop as people write them out: scans, searches, stencils, sorts, buffers."""

from __future__ import annotations

from autograph.testing.blocks import Blocks
from autograph.testing.scope import FLOAT, INT, Scope, Type, scalar

__all__ = ["Idioms"]

_MOST_ROUNDS = 60


class Idioms(Blocks):
    """Writes the loops that numerical programs are made of, with random parts in them."""

    def statement(self, scope: Scope) -> list[str]:
        """Return the lines of one statement, now and then those of a whole idiom."""
        if scope.depth < 2 and scope.rounds <= _MOST_ROUNDS and scope.arrays() and self.choices.chance(12):
            lines = self.idiom(scope)
            if lines:
                return lines
        return super().statement(scope)

    def idiom(self, scope: Scope) -> list[str] | None:
        """Return the lines of one idiom, None where the arrays in sight do not fit it."""
        vectors = scope.names(lambda t: t.kind == "array" and len(t.dims) == 1 and t.code != "b1")
        matrices = scope.names(lambda t: t.kind == "array" and len(t.dims) == 2 and t.code != "b1")
        if matrices and self.choices.chance(40 if vectors else 100):
            make = self.choices.pick(
                (self._stencil, self._rows, self._grid_search, self._triangle, self._product)
            )
            return make(self.choices.pick(matrices), scope)
        if not vectors:
            return None
        makers = (
            self._scan, self._search, self._extreme, self._pass_of_sort, self._buffers, self._two_ends,
            self._histogram, self._accumulate, self._runs, self._newton, self._recurrence,
        )  # fmt: skip
        return self.choices.pick(makers)(self.choices.pick(vectors), scope)

    def _scan(self, name: str, scope: Scope) -> list[str]:
        sign = self.choices.pick("+-*")
        other = self.choices.pick((f"{name}[i - 1]", f"{name}[i - 1] * 2", f"{name}[-i]"))
        bound = f"for i in range(1, len({name})):"
        body = f"    {name}[i] {sign}= {other}"
        guard = [f"    if {name}[i] > {self.choices.pick(('3', '0'))}:", f"    {body}"]
        return [bound, *(guard if self.choices.chance(40) else [body])]

    def _search(self, name: str, scope: Scope) -> list[str]:
        place = self.fresh("n")
        wanted = self.expression(FLOAT if scope.variables[name].letter == "f" else INT, scope, 1)
        compare = self.choices.pick((">", "==", "<", ">="))
        leave = self.choices.pick(("break", "break", self.leave(scope)))
        lines = [f"{place} = -1", f"for i in range(len({name})):", f"    if {name}[i] {compare} {wanted}:"]
        lines += [f"        {place} = i", f"        {leave}"]
        if self.choices.chance(40):
            lines += ["else:", f'    print("none {compare}", {wanted})']
        scope.variables[place] = INT
        return lines

    def _extreme(self, name: str, scope: Scope) -> list[str]:
        best, where = self.fresh("s"), self.fresh("n")
        compare = self.choices.pick((">", "<", ">="))
        lines = [f"{best} = {name}[0]", f"{where} = 0", f"for i, e in enumerate({name}):"]
        lines += [f"    if e {compare} {best}:", f"        {best}, {where} = e, i"]
        scope.variables[best] = scalar(scope.variables[name].code)
        scope.variables[where] = INT
        return lines

    def _pass_of_sort(self, name: str, scope: Scope) -> list[str]:
        swaps = self.fresh("n")
        scope.variables[swaps] = INT
        one, two = f"{name}[j]", f"{name}[j + 1]"
        return [
            f"{swaps} = 0", f"for i in range(len({name})):", "    moved = False",
            f"    for j in range(len({name}) - 1 - i):", f"        if {one} > {two}:",
            f"            {one}, {two} = {two}, {one}", "            moved = True",
            f"            {swaps} += 1",
            "    if not moved:", "        break",
        ]  # fmt: skip

    def _buffers(self, name: str, scope: Scope) -> list[str]:
        other = self.fresh("b")
        scope.variables[other] = scope.variables[name]
        make = self.choices.pick((f"{name}.copy()", f"np.zeros_like({name})", f"{name} * 2"))
        body = self.choices.pick(
            (f"{other}[:] = {name} + k", f"{other}[0] = {name}[-1] + k", f"{other} = {name} - {other}")
        )
        rounds = self.choices.pick(("3", "4", "0", "1"))
        return [
            f"{other} = {make}",
            f"for k in range({rounds}):",
            f"    {body}",
            f"    {name}, {other} = {other}, {name}",
        ]

    def _two_ends(self, name: str, scope: Scope) -> list[str]:
        low, high = self.fresh("n"), self.fresh("n")
        scope.variables[low] = scope.variables[high] = INT
        step = self.choices.pick(
            (
                f"{name}[{low}], {name}[{high}] = {name}[{high}], {name}[{low}]",
                f"{name}[{low}] += {name}[{high}]",
                f"print({name}[{low}], {name}[{high}])",
            )
        )
        lines = [
            f"{low}, {high} = 0, len({name}) - 1",
            f"while {low} < {high}:",
            f"    {step}",
            f"    {low} += 1",
        ]
        return [*lines, f"    if {name}[{low}] > {name}[{high}]:", f"        {high} -= 1"]

    def _histogram(self, name: str, scope: Scope) -> list[str]:
        counts = self.fresh("c")
        scope.variables[counts] = Type("array", "i8", ("bins",))
        index = self.choices.pick((f"int({name}[i]) % 4", f"int(abs({name}[i])) % 5", "i % 4"))
        return [
            f"{counts} = np.zeros(4, dtype=np.int64)",
            f"for i in range(len({name})):",
            f"    {counts}[{index}] += 1",
        ]

    def _accumulate(self, name: str, scope: Scope) -> list[str]:
        total = self.fresh("y")
        start = self.choices.pick(("0", "0.0"))
        limit = self.choices.pick(("5", "100", "-1"))
        tail = self.choices.pick(("break", "continue", f"{total} = {total} / 2", self.leave(scope)))
        lines = [f"{total} = {start}", f"for e in {name}:", f"    if {total} > {limit}:", f"        {tail}"]
        lines.append(f"    {total} += {self.choices.pick(('e', 'e * e', 'abs(e)', 'float(e)', 'int(e)'))}")
        return [*lines, f'print("total", {total})']

    def _runs(self, name: str, scope: Scope) -> list[str]:
        count, i, j = self.fresh("n"), self.fresh("n"), self.fresh("n")
        scope.variables[count] = INT
        compare = self.choices.pick(("==", ">=", "<="))
        return [
            f"{count} = {i} = 0", f"while {i} < len({name}):", f"    {j} = {i}",
            f"    while {j} < len({name}) and {name}[{j}] {compare} {name}[{i}]:",
            f"        {j} += 1", f"    {count} += {j} - {i} > 1", f"    {i} = max({j}, {i} + 1)",
        ]  # fmt: skip

    def _newton(self, name: str, scope: Scope) -> list[str]:
        x = self.fresh("x")
        scope.variables[x] = FLOAT
        return [
            f"{x} = float(len({name})) + 1", "for k in range(8):", f"    new = 0.5 * ({x} + 2.0 / {x})",
            f"    if abs(new - {x}) < {self.choices.pick(('1e-3', '0.5', '1e-12'))}:", "        break",
            f"    {x} = new", "else:", f'    print("no convergence", {x})',
        ]  # fmt: skip

    def _recurrence(self, name: str, scope: Scope) -> list[str]:
        kind = self.choices.pick((INT, FLOAT))
        one, two = self.fresh("n"), self.fresh("n")
        scope.variables[one] = scope.variables[two] = kind
        start = "0, 1" if kind == INT else "0.5, 1.5"
        step = self.choices.pick((f"{one} + {two}", f"{one} - {two}", f"{two} * 2"))
        return [
            f"{one}, {two} = {start}",
            f"for _ in range(len({name})):",
            f"    {one}, {two} = {two}, {step}",
        ]

    def _stencil(self, name: str, scope: Scope) -> list[str]:
        other = self.fresh("m")
        scope.variables[other] = scope.variables[name]
        neighbours = self.choices.pick(
            (
                f"{name}[i - 1, j] + {name}[i, j - 1]",
                f"{name}[i, j - 1] * 2",
                f"max({name}[i - 1, j], {name}[i, j])",
            )
        )
        guard = self.choices.pick(("i > 0 and j > 0", "0 < i and (i + j) % 2", f"{name}[i, j] > 1"))
        return [
            f"{other} = {self.choices.pick((f'{name}.copy()', f'np.zeros_like({name})'))}",
            f"for i in range({name}.shape[0]):", f"    for j in range({name}.shape[1]):",
            f"        if {guard}:", f"            {other}[i, j] = {neighbours}", "        else:",
            f"            {other}[i, j] {self.choices.pick('+-')}= 1",
        ]  # fmt: skip

    def _rows(self, name: str, scope: Scope) -> list[str]:
        step = self.choices.pick(("row += 1", "row[0] = row[-1]", "row[:] = row[::-1]", "row *= 2"))
        total = self.fresh("s")
        code = scope.variables[name].code
        if code in ("f8", "i8"):
            scope.variables[total] = scalar(code)
        start = "np.float64(0)" if code == "f8" else "np.int64(0)"
        return [
            f"{total} = {start}",
            f"for row in {name}:",
            f"    {step}",
            f"    {total} = {total} + row.sum()",
        ]

    def _grid_search(self, name: str, scope: Scope) -> list[str]:
        found = self.fresh("p")
        leave = self.choices.pick(("break", self.leave(scope)))
        scope.uncertain["j"] = INT
        test = f"{self.choices.pick(('>', '<', '=='))} {self.choices.pick('104')}"
        return [
            f"{found} = False", f"for i in range({name}.shape[0]):", f"    for j in range({name}.shape[1]):",
            f"        if {name}[i, j] {test}:",
            f"            {found} = True", f"            {leave}", f"    if {found}:", "        break",
            f'print("found", {found})',
        ]  # fmt: skip

    def _triangle(self, name: str, scope: Scope) -> list[str]:
        step = self.choices.pick(
            (
                f"{name}[i, j] = {name}[j, i]",
                f"{name}[i, j] += i - j",
                f"{name}[i, j], {name}[i, 0] = {name}[i, 0], {name}[i, j]",
            )
        )
        return [
            f"for i in range({name}.shape[0]):",
            f"    for j in range(min(i, {name}.shape[1])):",
            f"        {step}",
        ]

    def _product(self, name: str, scope: Scope) -> list[str]:
        other = self.fresh("m")
        return [
            f"{other} = np.zeros(({name}.shape[0], {name}.shape[0]))", f"for i in range({name}.shape[0]):",
            f"    for j in range({name}.shape[0]):", "        total = 0.0",
            f"        for k in range({name}.shape[1]):",
            f"            total += {name}[i, k] * {name}[j, k]", f"        {other}[i, j] = total",
            f"print({other})",
        ]  # fmt: skip
