# %% [markdown]
# # Quiz: content-based recommenders
#
# *20 minutes. You need: the three lectures of this unit and, for the last question, its assignment.*
#
# A library lends 40,000 books and wants to recommend some. Read the numbers and the code, work something out where you can, and choose one answer each. The cell
# below your answer says why an option is right or wrong.

# %% [markdown] choice="new_book" points=1
# A novel arrives this morning; nobody has borrowed it. The library has biases and factors from ten years of ratings. Which of its parts says anything about the novel?
#
# - [ ] its bias, because it is shrunk
#     Shrunk to 0, without any rating: it says only that the book is as good as the mean.
# - [ ] its factors, because they are shared by all books
#     The readers' factors are learned from other books, but the novel's own are zero: no product tells it apart.
# - [x] none of them, until somebody rates it
#     That is the cold start. Genre, author and blurb are known, but these models don't read them.
# - [ ] the readers' biases, because they hold for every book
#     They tell readers apart, not books: each reader would see all new books in one tie.

# %% [markdown] choice="taste_value" points=1
# A reader has given three ratings; what is left of them without mean and book biases is 1.2, −0.6 and 0.9. Only the first and the third are crime novels. With $\lambda = 2$, what is the taste for
# crime beyond the mood?
#
# - [ ] 1.05
#     The plain mean of 1.2 and 0.9. Take the mood away, and shrink.
# - [x] 0.375
#     The mood is 1.5 / 5 = 0.3; then (0.9 + 0.6) / (2 + 2).
# - [ ] 0.525
#     2.1 / 4: the mood was not taken away, so a friendly reader seems to love crime.
# - [ ] 0.3
#     That is the mood. Or 1.5 divided by all three ratings plus 2: only two of them are crime novels.

# %% [markdown] choice="leak_sign" points=1
# Somebody chooses $\lambda$ by the error on the ratings from which the profiles were made. Which will be chosen among 0.5, 2, 10 and 50, and why?
#
# - [x] 0.5: the less is shrunk, the more a profile holds of the very rating
#     With one book of a genre and no shrinking, the taste is that rating, and the error is 0.
# - [ ] 10: enough ratings were available to find the true optimum
#     That would be found on new ratings, or with each rating left out of its profile.
# - [ ] 50: shrinking always lowers the error
#     On new ratings some of it does. On the same ratings every bit of it raises the error.
# - [ ] Any: the error does not depend on λ
#     It does. In the lecture it rose from 0.74 to 0.81 stars.

# %% [markdown] choice="loo_bug" points=1
# What is wrong with this way of leaving ratings out?
#
# ```python
# def mood_of_others(d, shrink):
#     return (d.sum() - d) / (len(d) + shrink)
# ```
#
# - [ ] It leaves out all ratings but one.
#     `d.sum() - d` is an array: for each rating the sum of the others.
# - [ ] A loop over the ratings is missing.
#     NumPy subtracts from each entry. No loop is needed.
# - [ ] It should be the sum of squares.
#     A mood is a mean of ratings, not of squares.
# - [x] The sum has lost a rating, the number has not.
#     There are `len(d) - 1` others. All moods come out too near to 0.

# %% [markdown] choice="tower_count" points=1
# A reader's tower takes 20 numbers, a book's 35. Both have one hidden layer of 12 units and give 6 numbers. How many parameters has the two-tower model with a dot product?
#
# - [x] 840
#     (20·12 + 12 + 12·6 + 6) + (35·12 + 12 + 12·6 + 6) = 330 + 510. The product has none.
# - [ ] 804
#     The weights alone. Each layer has biases, too.
# - [ ] 853
#     13 more would be a last layer over both vectors. A dot product learns nothing.
# - [ ] 330
#     That is one tower. They share no weights; their inputs do not even have the same length.

# %% [markdown] choice="why_towers" points=1
# In the lecture fifteen averages by hand predicted better than two trained towers. When would you still build towers?
#
# - [ ] always: with more epochs they would win
#     The error on new ratings had come to rest; more epochs learn the training rows by heart.
# - [ ] when there are fewer ratings
#     Then towers have even less to learn from, and averages are safer.
# - [x] with hundreds of inputs and no rule at hand
#     Words of the blurb, pictures, hours of the day: nobody knows a formula, and many examples can teach one.
# - [ ] never: averages are the better method
#     Here they were, for fifteen genres that people made for just this purpose.

# %% [markdown] choice="cells_count" points=1
# 40,000 books lie in 200 cells of equal size. A search looks into the 5 best cells. How many comparisons does it take?
#
# - [ ] 1,000
#     5 · 200 books, without the centers: the right cells have to be found first.
# - [ ] 40,200
#     That is brute force, and the centers on top.
# - [ ] 205
#     200 centers and five cells; but each of these cells holds 200 books.
# - [x] 1,200
#     200 centers, then 5 · 200 books: 3% of brute force.

# %% [markdown] choice="recall_value" points=1
# The exact best five are 31, 8, 77, 12, 40. A search returns 8, 40, 5, 31, 9, 60, 2, 88, 3, 19. What is its recall at 5?
#
# - [ ] 0.3
#     Three of the ten that were returned: that is their precision.
# - [x] 0.6
#     8, 40 and 31 are found, of five that there are. Order does not count.
# - [ ] 0.2
#     Recall does not compare place by place. It counts how many of the best five are among those returned.
# - [ ] 1
#     77 and 12 have been missed.

# %% [markdown] choice="two_stages" points=1
# Retrieval brings 300 candidates with a recall of 0.7; then a large model ranks them. The list is poor. A colleague proposes a larger ranking model. What do you say?
#
# - [ ] Yes: the ranking decides what readers see.
#     It orders what it is given. Three in ten of the best never reach it.
# - [ ] Yes, and retrieve fewer candidates, so that ranking is easier.
#     Then recall falls further, and with it the best that is possible.
# - [x] First look into more cells.
#     What retrieval has lost no ranking brings back. Recall is the ceiling, and it is cheap to raise.
# - [ ] Leave ranking out and show the candidates.
#     Their order is coarse. Both stages are needed, and the first is the bottleneck.

# %% [markdown] choice="own_data" points=1
# After a year the books that the library's recommender shows have a mean of 4.2 stars, all others 3.5. "So it finds the best books", says the report. What is missing?
#
# - [ ] a test whether 4.2 and 3.5 differ by more than chance
#     They may, and it would still not say what readers would think of books that were never shown.
# - [x] ratings of books that were not advised
#     It learned only about what it showed. A few random suggestions would tell what it has missed.
# - [ ] the RMSE of the predictions
#     On ratings that its own advice has caused, it looks good, too.
# - [ ] the Gini coefficient of the ratings
#     It says how unequal the attention is, not whether it went to the right books.

# %% [markdown] choice="gini_value" points=1
# Four books were borrowed 0, 0, 6 and 2 times. What is the Gini coefficient of these numbers?
#
# - [ ] 0.25
#     One in four has three quarters; but the coefficient compares all pairs.
# - [ ] 1.25
#     40 / 32: the factor 2 below the line is missing. It never exceeds 1.
# - [x] 0.625
#     The differences of all ordered pairs add up to 40; 40 / (2 · 16 · 2).
# - [ ] 0.75
#     That is the share of the most popular book, or the largest possible value for four.

# %% [markdown] choice="turn" points=1
# Of new books, content alone puts 61% of all pairs in the right order. With $r$ known ratings of each book, the crowd's pair accuracy minus that of content is −0.03 ± 0.02 for $r$ = 2, +0.01 ± 0.02 for $r$ = 5 and +0.03 ± 0.02 for
# $r$ = 10 (95% intervals). Which rule do you put into service?
#
# - [ ] the crowd from 5 ratings on, where its mean is higher
#     At 5 the interval holds 0: it may be no better.
# - [ ] content throughout, for it needs no ratings
#     From 10 on it is clearly behind.
# - [ ] the crowd throughout, as it wins in the end
#     Below 5 ratings it loses, and each new book begins there.
# - [x] content as the start, to which the ratings are shrunk
#     No switch is needed: with few ratings content speaks, with many the crowd. Then check it in pairs, as above.
