"""Checks that must pass from outside: name, the author's answer, the check."""

WORKS = {
    "keyword arguments": (
        """\
def f(x, *, scale=1):
    return x * scale""",
        """\
assert f(2, scale=3) == 6""",
    ),
    "several results": (
        """\
def f(x):
    return x, [x], {'x': x}""",
        """\
a, b, c = f(1)
assert c == {'x': 1}""",
    ),
    "plain value": (
        """\
theta = np.array([1.0, 2.0])""",
        """\
assert theta.shape == (2,)
assert theta.sum() == 3""",
    ),
    "value changed by a call": (
        """\
count = 0
def f():
    global count
    count += 1""",
        """\
f()
assert count == 1
f()
assert count == 2""",
    ),
    "value changed by the check": (
        """\
xs = [1]""",
        """\
xs.append(2)
assert xs == [1, 2]""",
    ),
    "expected exception": (
        """\
def f(n):
    if n < 0:
        raise ValueError('negative')
    return n""",
        """\
try:
    f(-1)
except ValueError as e:
    assert 'negative' in str(e)
else:
    assert 0""",
    ),
    "function of the check as argument": (
        """\
def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)""",
        """\
a = 3.0
assert abs(derivative(lambda x: a * x ** 2, 1.0) - 6) < 1e-4""",
    ),
    "function of the answer as argument": (
        """\
def square(x):
    return x * x
def twice(f, x):
    return f(f(x))""",
        """\
assert twice(square, 3) == 81
assert twice(f=lambda x: square(x) + 1, x=1) == 5""",
    ),
    "library function as argument": (
        """\
def apply(f, x):
    return f(x)""",
        """\
assert apply(np.sqrt, 4.0) == 2
assert apply(len, [1, 2]) == 2""",
    ),
    "function as result": (
        """\
def adder(n):
    return lambda x: x + n""",
        """\
assert adder(2)(3) == 5
assert callable(adder(1))""",
    ),
    "generator as result": (
        """\
def count():
    n = 0
    while True:
        yield n
        n += 1""",
        """\
import itertools
assert list(itertools.islice(count(), 3)) == [0, 1, 2]
c = count()
next(c)
assert next(c) == 1""",
    ),
    "generator as argument": (
        """\
def total(numbers):
    return sum(numbers)""",
        """\
assert total(n * n for n in range(4)) == 14""",
    ),
    "array changed in place": (
        """\
def zero(X):
    X[0] = 0
    X *= 2""",
        """\
X = np.ones(3)
Y = X
zero(X)
assert Y.tolist() == [0, 2, 2]""",
    ),
    "list and dict changed in place": (
        """\
def add(xs, d):
    xs.append(len(xs))
    d['n'] = xs[:]
    d['a'] += 1""",
        """\
xs, d = [], {'a': np.zeros(2)}
a = d['a']
add(xs, d)
assert xs == [0] and d['n'] == [0] and a.tolist() == [1, 1]""",
    ),
    "frame changed in place": (
        """\
def add(df):
    df['c'] = df['a'] * 2""",
        """\
import pandas as pd
df = pd.DataFrame({'a': [1, 2]})
add(df)
assert df['c'].tolist() == [2, 4]""",
    ),
    "frame as result": (
        """\
import pandas as pd
def f(df):
    return df.groupby('k').mean()""",
        """\
import pandas as pd
df = pd.DataFrame({'k': list('aab'), 'v': [1.0, 3.0, 5.0]})
pd.testing.assert_frame_equal(f(df), df.groupby('k').mean())""",
    ),
    "unchanged input": (
        """\
def f(X):
    return X - X.mean()""",
        """\
X = np.arange(3.0)
before = X.copy()
f(X)
assert np.array_equal(X, before)""",
    ),
    "generator of random numbers as argument": (
        """\
def draw(rng):
    return rng.random()""",
        """\
rng, same = np.random.default_rng(5), np.random.default_rng(5)
assert draw(rng) == same.random()
assert draw(rng) == same.random()
assert rng.random() == same.random()""",
    ),
    "global seed": (
        """\
def draw():
    return np.random.rand()""",
        """\
np.random.seed(3)
skipped = np.random.rand()
a = draw()
np.random.seed(3)
np.random.rand()
assert a == np.random.rand()""",
    ),
    "global seed of Python": (
        """\
import random
def draw():
    return random.random()""",
        """\
import random
random.seed(3)
a = draw()
random.seed(3)
assert a == random.random()""",
    ),
    "class": (
        """\
class Counter:
    'Counts.'
    def __init__(self, start=0):
        self.n = start
    def add(self, k=1):
        self.n += k
        return self
    def __len__(self):
        return self.n
    def __getitem__(self, k):
        return self.n * k""",
        """\
c = Counter(start=2)
assert isinstance(c, Counter)
assert c.add(3).n == 5
c.n = 7
assert len(c) == 7 and c[2] == 14
assert type(c).__name__ == 'Counter'
assert hasattr(c, 'add') and not hasattr(c, 'missing')
assert 'Counts' in Counter.__doc__""",
    ),
    "estimator": (
        """\
from sklearn.linear_model import LinearRegression
def fit(X, y):
    return LinearRegression().fit(X, y)""",
        """\
from sklearn.linear_model import LinearRegression
X = np.arange(4.0)[:, None]
model = fit(X, 2 * X[:, 0] + 1)
assert isinstance(model, LinearRegression)
assert np.allclose(model.coef_, [2])
assert np.allclose(model.predict(X), 2 * X[:, 0] + 1)""",
    ),
    "estimators that ask for threads": (
        """\
from sklearn.cluster import KMeans
from sklearn.neighbors import KNeighborsClassifier
def groups(X):
    return KMeans(2, n_init=1, random_state=0).fit_predict(X)
def nearest(X, y):
    return KNeighborsClassifier(1).fit(X, y).predict(X)""",
        """\
X = np.array([[0.0], [1.0], [8.0], [9.0]])
found = groups(X)
assert found[0] == found[1] != found[2] == found[3]
assert (nearest(X, np.array([1, 0, 0, 1])) == [1, 0, 0, 1]).all()""",
    ),
    "estimator as argument": (
        """\
def score(model, X, y):
    return model.fit(X, y).score(X, y)""",
        """\
from sklearn.linear_model import LinearRegression
X = np.arange(4.0)[:, None]
assert score(LinearRegression(), X, X[:, 0]) == 1""",
    ),
    "name taken away by the check": (
        """\
def one():
    return 1
def two():
    return one() + one()""",
        """\
kept = one
del one
try:
    two()
except NameError:
    pass
else:
    assert 0
finally:
    one = kept
assert two() == 2""",
    ),
    "name replaced by the check": (
        """\
def one():
    return 1
def two():
    return one() + one()""",
        """\
calls = []
real = one
def one():
    calls.append(1)
    return 5
assert two() == 10 and calls == [1, 1]
one = real
assert two() == 2""",
    ),
    "printed text": (
        """\
def greet(name):
    print('Hello', name)""",
        """\
import io, contextlib
out = io.StringIO()
with contextlib.redirect_stdout(out):
    greet('you')
assert out.getvalue() == 'Hello you\\n'""",
    ),
    "data changed by the answer": (
        """\
data['new'] = 1""",
        """\
assert data['new'] == 1""",
    ),
    "object changed by the answer": (
        """\
model.fit(X, X[:, 0])""",
        """\
assert np.allclose(model.predict(X), X[:, 0])""",
    ),
    "names of the answer in functions of the check": (
        """\
def f(x):
    return x + 1""",
        """\
def helper(n):
    return [f(k) for k in range(n)]
assert helper(3) == [1, 2, 3]
assert 'f' in globals() and 'g' not in globals()""",
    ),
    "types as values": (
        """\
def f(x, dtype=float):
    return np.asarray(x, dtype=dtype)""",
        """\
assert f([1], dtype=np.float32).dtype == np.float32
assert f([1], int).dtype == int""",
    ),
}
