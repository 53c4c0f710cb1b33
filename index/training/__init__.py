"""How the model on board is made: texts → tokens → pairs → static vectors → learned ranking → tables.

Needs the extra `train` (lightgbm, scikit-learn) and the training data; the product imports nothing of this.
"""
