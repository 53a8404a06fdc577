"""The errors that learners meet most, in plain words with what to do.

Each entry is a pattern on ``"Kind: text"`` of an exception and the words for it. Groups of the
pattern may be used in the words, inside double brackets: ``[[x|y]]`` is x where the message may be
repeated, and y, which may be empty, where not.
"""

import re

_COMMON = [
    # NumPy
    (
        r"UFunc\w*Error: Cannot cast ufunc '?(\w+)'? output from dtype\('(\w+)'\) to dtype\('(u?int\w*)'\)",
        "An operation in place (like `-=` or `/=`) cannot put decimal numbers into an array of whole numbers."
        " Make a new array instead: `x = x - …`, or start with `x.astype(float)`.",
    ),
    (
        r"ValueError: The truth value of an? (array|Series|DataFrame)",
        "`if`, `and`, `or` and `not` want one True or False, and got a whole array of them."
        " Use `np.where`, `&`, `|`, `~`, or `.any()` and `.all()`; and `np.maximum` or `np.minimum` where"
        " Python's `max` or `min` would compare two arrays.",
    ),
    (
        r"ValueError: matmul: .*size (\d+) is different from (\d+)",
        "The shapes do not fit a matrix product: the number of columns on the left[[ ({2})]] must be that of"
        " the rows on the right[[ ({1})]]. Print both `.shape`s; is a transpose, or the order, wrong?",
    ),
    (
        r"ValueError: shapes (\(.*?\)) and (\(.*?\)) not aligned",
        "The shapes[[ {1} and {2}]] do not fit a matrix product: columns on the left must be as many as rows on"
        " the right. Is a transpose, or the order, wrong?",
    ),
    (
        r"ValueError: matmul: Input operand \d does not have enough dimensions",
        "`@` multiplies arrays; one side is a single number. Use `*` for a number, or pass the array.",
    ),
    (
        r"ValueError: operands could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
        "Arrays of [[the shapes {1} and {2}|these shapes]] cannot be combined element by element. Print both shapes:"
        " is an axis missing, or are rows and columns confused?",
    ),
    (
        r"ValueError: non-broadcastable output operand with shape (\(.*?\)) doesn't match the broadcast shape (\(.*?\))",
        "An operation in place would have to change the shape[[ {1} into {2}| of an array]]. Make a new array: `x = x + …`.",
    ),
    (
        r"ValueError: setting an array element with a sequence",
        "A list whose rows have different lengths, or that holds arrays where numbers belong, is no array."
        " Print what you put in.",
    ),
    (
        r"ValueError: could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "What is written has [[the shape {1}, and the place for it {2}|another shape than the place for it]]."
        " Print both shapes: does a slice run over the end, or is an axis missing?",
    ),
    (
        r"ValueError: shape-mismatch for sum",
        "The arrays whose products are summed have different shapes. Print both: at the rim a slice is cut short.",
    ),
    (
        r"TypeError: numpy boolean subtract",
        "True and False cannot be subtracted: make numbers of them first, `.astype(float)`.",
    ),
    (
        r"ValueError: all the input array",
        "Arrays can be joined only when their other axes have the same length. Print the `.shape` of each.",
    ),
    (
        r"ValueError: cannot reshape array of size (\d+) into shape (.*)",
        "[[{1}|The]] numbers do not fill the shape[[ {2}]]: the product of the shape must be [[{1}|their number]].",
    ),
    (r"AxisError: axis (-?\d+) is out of bounds for array of dimension (\d+)",
     "The array has [[{2} axes, numbered from 0: there is no axis {1}|fewer axes than that, and they are numbered from 0]]."),
    (
        r"TypeError: Cannot cast array data from dtype\('float64'\) to dtype\('int64'\)",
        "Whole numbers are wanted, and these are decimal numbers: make the array with `dtype=int`, or use `.astype(int)`.",
    ),
    (
        r"TypeError: Cannot cast array data from dtype\('<U",
        "Numbers are wanted, and these are texts: `np.unique(…, return_counts=True)` counts texts, too.",
    ),
    (
        r"TypeError: the resolved dtypes are not compatible with add|UFunc\w*Error: ufunc 'add' did not contain a loop.*dtype\('<U",
        "Texts cannot be added up, so they have no mean. Count which of them are equal: `(a == b).mean()`.",
    ),
    (
        r"LinAlgError: Singular matrix",
        "The matrix has no inverse: some column is a combination of others. Use `np.linalg.pinv` or"
        " `np.linalg.lstsq` where that may happen.",
    ),
    (
        r"LinAlgError: Last 2 dimensions of the array must be square",
        "This works on a square matrix only, with as many rows as columns. Print its `.shape`.",
    ),
    (
        r"ValueError: solve1?: Input operand 1 has a mismatch",
        "`np.linalg.solve(M, v)` needs as many rows in `M` as there are numbers in `v`. Print both `.shape`s.",
    ),
    (
        r"ValueError: Quantiles must be in the range",
        "`np.quantile` takes a share from 0 to 1, like 0.25; percent, like 25, belong to `np.percentile`.",
    ),
    (
        r"IndexError: invalid index to scalar variable",
        "Square brackets stand behind one single number, and that has no entries. Print what is in front of them.",
    ),
    (
        r"ValueError: (assignment destination|output array) is read-only|read-only",
        "This array must not be changed: it came in, or belongs to a frame. Work on a copy, `x = x.copy()`, or make a new array.",
    ),
    (
        r"IndexError: (arrays used as indices must be of integer|only integers, slices)",
        "An index must be a whole number, a slice or a Boolean array. Is it a float, like the result of `/`?"
        " Use `//` or `int(…)`.",
    ),
    (r"IndexError: boolean index did not match indexed array along axis (\d+); size of axis is (\d+) but.* is (\d+)",
     "The mask [[has {3} values, but axis {1} of the array has {2}|is not as long as the array]]: build the mask from the same rows."),
    (
        r"IndexError: too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "The array has fewer axes[[ ({1})]] than you gave indices[[ ({2})]]. Print its `.shape`.",
    ),
    (r"IndexError: index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
     "[[Axis {2} has {3} entries, numbered from 0: there is no entry {1}|An index is larger than the last, and the first is 0]]. Does a loop take one step too many, or is"
     " something a label or a value where its position belongs?"),
    (r"IndexError: (list|tuple|string) index out of range",
     "[[The {1}|A sequence]] is shorter than the index supposes; indices count from 0. Is it empty, or does a loop take one step too many?"),
    (r"ValueError: (.+) is not in list",
     "`index` looks for [[{1}|something]] in a list, and it is not there: ask with `in` first."),
    (r"ValueError: (min|max)\(\) (arg|iterable argument) is (an )?empty",
     "There is nothing to take the smallest or largest of. Which condition lets nothing through, and what should come out then?"),
    (r"ValueError: attempt to get argm(ax|in) of an empty sequence|ValueError: zero-size array",
     "The array is empty: nothing is left to take the largest or smallest of. Which selection lets nothing through?"),
    # pandas
    (r"KeyError: (-?\d+)$", "No row, key or column has the label[[ {1}]]: a label is no position. For positions of a Series or frame there is `.iloc[…]`, or take `.to_numpy()` first."),
    (r"KeyError: ['\"]?(.*?)['\"]?$", "There is no [[key or column {1}|such key or column]]: print the keys (`.columns` of a frame) and compare."),
    (r"AttributeError: 'DataFrame' object has no attribute '(\w+)'",
     "A frame has no [[attribute or column `{1}`|such attribute or column]]: is the name spelt like the column?"),
    # Python
    (r"TypeError: 'NoneType' object is not (subscriptable|iterable|callable)|TypeError: cannot unpack non-iterable NoneType",
     "A value is None here. Functions without `return` give None, and so do methods that work in place, like `list.append`, `list.sort` and `np.random.shuffle`."),
    (r"TypeError: unsupported operand type\(s\) for (.+?): '([\w.]+)' and '([\w.]+)'",
     "[[`{1}` does not work between {2} and {3}|An operator does not work between what stands on its two sides]]. None (NoneType) is a default that was not given, or what a function without `return` gives; a list has to become an array first: `np.array(…)`."),
    (r"TypeError: type (?:numpy\.)?(\w+) doesn't define __round__",
     "`round` takes one number, and this is [[a whole {1}|more than one]]. Return the values as they are, or use `np.round(…)`."),
    (r"TypeError: '[<>]=?' not supported between instances of '(?:\w+' and 'NoneType|NoneType' and '\w+)'",
     "One of two values that are compared is None: what a function without `return` gives, or a name whose line with the value was never reached."),
    (r"TypeError: '[<>]=?' not supported between instances of '(\w+)' and '(\w+)'",
     "[[{1} and {2}|Values of different kinds]] cannot be compared, nor sorted together. A float among texts is a gap (NaN): drop it first."),
    (r"TypeError: (?:.*)unhashable type: '([\w.]+)'",
     "A [[{1}|value of this kind]] cannot be a key of a dict or an element of a set, since it can change. Keep things by their position in a list, or use a tuple."),
    (r"TypeError: can't multiply sequence by non-int|TypeError: can only concatenate list",
     "A list is not an array: lists are joined and repeated, not added and multiplied. Turn it into one: `np.array(…)`."),
    (r"TypeError: (\w+)(?:\.\w+)*\(\) missing (\d+) required (?:positional|keyword-only) arguments?: (.*)",
     "[[`{1}` is called without {3}|A function is called without all its arguments]]. Keep the parameters of the function as they were given, and pass all of them when you call it."),
    (r"TypeError: (\w+)\.__init__\(\) takes 1 positional argument but",
     "[[`{1}`|A model]] takes its settings by name only: `name=value`."),
    (r"TypeError: (\w+)(?:\.\w+)*\(\) takes (.*?) positional arguments? but (\d+) (?:was|were) given",
     "[[`{1}` takes {2} arguments and got {3}|A function got more arguments than it takes]]. Keep the parameters of the function as they were given."),
    (r"TypeError: (\w+)(?:\.\w+)*\(\) got an unexpected keyword argument '(\w+)'",
     "[[`{1}` knows no argument `{2}`|A function knows no argument of that name]]. Keep the parameters of the function as they were given; is a name misspelt?"),
    (r"TypeError: '([\w.]+)' object is not callable",
     "Parentheses call a function, and this is [[a {1}|none]]. Is an operator missing before the parenthesis, or does a variable have the name of a function?"),
    (r"TypeError: '([\w.]+)' object is not subscriptable",
     "Square brackets need an array, list or dict, and this is [[a {1}|none]]: one value where several were expected, or a function without its parentheses."),
    (r"TypeError: '([\w.]+)' object is not iterable|TypeError: cannot unpack non-iterable ([\w.]+) object",
     "One single value stands where several were expected. Is a loop over a number meant to be over `range(…)`?"),
    (r"TypeError: only (?:length-1|0-dimensional|integer scalar) arrays? can be converted",
     "One number is needed, and there is a whole array."),
    (r"TypeError: '(float|numpy\.float64)' object cannot be interpreted as an integer",
     "A whole number is needed: `/` gives a decimal number even where nothing is left over. Use `//` or `int(…)`."),
    (r"TypeError: (int|float)\(\) argument must be .*not '([\w.]+)'",
     "[[`{1}(…)` makes a number of one single value, and got a {2}|`int(…)` and `float(…)` make a number of one single value, and got something else]]."),
    (r"ValueError: (not enough values|too many values) to unpack \(expected (\d+)(?:, got (\d+))?\)",
     "There are [[{1} on the right for the {2} names on the left|not as many values on the right as names on the left]]."),
    (r"UnboundLocalError: cannot access local variable '(\w+)'",
     "[[`{1}`|A name]] is used before it got a value in this function. Give it one before the loop or the `if`; a name that is assigned anywhere in a function is the function's own."),
    (r"NameError: name '(\w+)' is not defined",
     "[[Nothing is called `{1}`|A name is not known]] here: is it misspelt, another function's own name, or was a cell not run?"),
    (r"AttributeError: 'NoneType' object has no attribute '(\w+)'",
     "A value is None where an object[[ with `.{1}`]] was expected. Functions without `return` give None."),
    (r"AttributeError: '([\w.]+)' object has no attribute '(\w+)'",
     "[[A {1} has no `.{2}`|What stands before the point has nothing of that name]]. Is the name misspelt, or is the object of another kind than you think? Lists and tuples become arrays by `np.array(…)`, and lists by `list(…)`."),
    (r"AttributeError: module '(.+?)' has no attribute '(\w+)'", "[[`{1}` has nothing called `{2}`|A module has nothing of that name]]: is the name misspelt?"),
    (r"TypeError: expected non-empty vector", "There are no values to fit: which selection lets nothing through here?"),
    (r"OverflowError", "A number becomes too large, as `exp` makes of a few hundred: which value comes in there, and can it be avoided?"),
    (r"UFunc\w*Error: ufunc '(\w+)' did not contain a loop.*dtype\('<U",
     "These are texts, and NumPy does not compute with them[[ (`{1}`)]]. Are names taken for numbers?"),
    (r"ZeroDivisionError", "Something is divided by 0: which count or sum is 0 here, and what should come out then?"),
    (r"MemoryError", "The answer needs more memory than there is: is a table of all pairs, or a copy in a loop, made by accident?"),
    (r"RecursionError", "The function calls itself without end: what stops it?"),
    (r"NotFittedError", "The model has to be fitted, `model.fit(…)`, before it can predict."),
    # scikit-learn and Keras
    (r"ValueError: Input \w* ?contains NaN", "There are missing values in the data: fill or drop them first."),
    (r"ValueError: Found unknown categories (\[.*?\])",
     "The encoder meets names that it did not see in `fit`[[: {1}]]. Tell it what to do: `handle_unknown=…`."),
    (r"ValueError: Expected 2D array, got 1D array", "Data for a model has rows and columns: `x.reshape(-1, 1)` makes a column."),
    (r"ValueError: Found input variables with inconsistent numbers of samples: \[(\d+), (\d+)\]",
     "X [[has {1} rows and y has {2}|and y differ in their number of rows]]: both must be of the same examples."),
    (r"ValueError: could not convert string to float: (.*)", "Text stands where a number is needed[[: {1}]]. Encode the column, or leave it out."),
    (r"ValueError: You must call `compile\(\)`",
     "The model has not been compiled: `model.compile(…)` comes before `fit` and `evaluate`."),
    (r"ValueError: Layer .* weight shape (\(.*?\)) is not compatible with provided weight shape (\(.*?\))",
     "The weights have another shape[[, {2},]] than the layer's own[[, {1}|]]: has it as many inputs and units as you think?"),
    (r"ValueError: You called `set_weights\(weights\)` .*list of length (\d+), but .* expecting (\d+) weights",
     "A layer takes its own arrays, all of them, in a list[[: {2}, not {1}|]]. Is the bias missing?"),
    (r"ValueError: Can't convert non-rectangular Python sequence to Tensor",
     "The parts of a list must have one shape to become a tensor. Arrays of different shapes, like pictures and labels, go into a tuple: `(X, y)`."),
    (r"ValueError: 'images' must have either 3 or 4 dimensions",
     "Pictures have the axes height, width and channels, and the batch in front. Print the `.shape`: is an axis missing, or added twice?"),
    (r"InvalidArgumentError: .*Matrix size-incompatible",
     "The shapes do not fit a matrix product: columns on the left must be as many as rows on the right. Is a transpose, or the order, wrong?"),
    (r"InvalidArgumentError: .*Incompatible shapes: (\[.*?\]) vs\. (\[.*?\])",
     "Tensors of [[the shapes {1} and {2}|these shapes]] cannot be combined element by element. Print both shapes."),
    (r"ValueError: .*Input \d+ (?:with name '.*?' )?of layer .*incompatible with the layer: (expected [^\n\x1b]*)",
     "The data does not have the shape that the layer wants[[: {1}]]. Is the axis of the batch, or of the channels, missing?"),
    (r"ValueError: .*`?logits`? and `?labels`? must have the same shape|ValueError: Arguments `target` and `output` must have the same (?:rank|shape)",
     "Predictions and labels have different shapes: whole-number classes go with a sparse loss, one-hot rows with a categorical one."),
]  # fmt: skip
_BRACKETS = re.compile(r"\[\[(.*?)(?:\|(.*?))?\]\]")
_PATTERNS = [(re.compile(pattern, re.DOTALL), words) for pattern, words in _COMMON]


def explain(kind, text, quoting=True):
    """Return what an exception means and what to do, or an empty string for an unusual one.

    Parameters
    ----------
    kind, text : str
        The name of its class, and its message.
    quoting : bool
        Whether the words may repeat parts of the message.
    """
    for pattern, words in _PATTERNS:
        if found := pattern.search(f"{kind}: {text}"[:2000]):
            words = _BRACKETS.sub(r"\1" if quoting else r"\2", words)
            return words.format("", *(group or "" for group in found.groups()))
    return ""


def explain_result(call, kind, text, quoting=True):
    """Explain an exception of the check's own line, which asks for a part of a result.

    Parameters
    ----------
    call : str
        The call whose result it was, as the check wrote it.
    kind, text, quoting
        As for `explain`.
    """
    if "NoneType" in text:
        return f"{call} gives None. Did you forget `return`?"
    if "too many indices for array" in text:
        return f"{call} gives an array with fewer axes than expected: print its shape."
    if "indices must be integers or slices, not str" in text:
        return f"{call} gives no dict: its parts are to have names, as the docstring says."
    if other := re.search(r"'(dict_\w+|set|generator|map|zip|filter)' object is not", text):
        what = f"a {other[1]}" if quoting else "something"
        return (
            f"{call} gives {what} that has no parts by number or name: make a list or a dict of it."
        )
    if "not subscriptable" in text or "cannot unpack" in text or "invalid index to scalar" in text:
        return f"{call} gives one single value where several are expected: return all of them."
    if "tuple index out of range" in text or "not enough values" in text:
        return f"{call} gives fewer results than expected: return all of them, separated by commas."
    if "out of range" in text or "out of bounds" in text:
        what = "shape" if "out of bounds" in text else "length"
        return f"{call} gives fewer values than expected: print its {what}."
    if "too many values" in text:
        return f"{call} gives more results than expected."
    if kind == "KeyError":
        owner = f"`{call}`" if call.isidentifier() else f"the result of {call}"
        return f"{owner} " + (f"has no key {text}." if quoting else "lacks a key.")
    return ""
