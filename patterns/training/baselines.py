"""Three simple systems to stand beside the reader: what it must beat to be worth its weight."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, make_pipeline

from patterns.lexicon import compile_phrases, read
from patterns.text import fold
from patterns.training.figures import Marks
from patterns.training.rows import Text
from patterns.vocabulary import PATTERNS


def answer(sentences: Sequence[str], learned: Sequence[Text]) -> dict[str, Marks]:
    """What each of the three says of some sentences, as (sentences, patterns)."""
    truth = np.array([[pattern in text.segments[0].patterns for pattern in PATTERNS] for text in learned], bool)
    return {
        "majority": answer_majority(sentences, truth),
        "keyword list": answer_keywords(sentences),
        "TF-IDF and logistic regression": answer_regression(sentences, [text.text for text in learned], truth),
    }


def answer_majority(sentences: Sequence[str], truth: Marks) -> Marks:
    """The most frequent pattern, always."""
    commonest = Counter(np.nonzero(truth)[1].tolist()).most_common(1)[0][0]
    marks = np.zeros((len(sentences), len(PATTERNS)), bool)
    marks[:, commonest] = True
    return marks


def answer_keywords(sentences: Sequence[str]) -> Marks:
    """Every pattern of which some word of `lexicon/acts.toml` stands in the sentence."""
    acts = read("acts")["acts"]
    lists = [compile_phrases(acts[pattern], {}, "acts") if acts.get(pattern) else None for pattern in PATTERNS]
    folded = [fold(sentence) for sentence in sentences]
    return np.array([[bool(words and words.search(one)) for words in lists] for one in folded], bool)


def answer_regression(sentences: Sequence[str], texts: Sequence[str], truth: Marks) -> Marks:
    """One logistic regression a pattern on weighted words, pairs of words and parts of words."""
    features = FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)),
            ("parts", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=5, sublinear_tf=True)),
        ]
    )
    model = make_pipeline(
        features, OneVsRestClassifier(LogisticRegression(solver="liblinear", C=4.0, class_weight="balanced"))
    )
    model.fit(texts, truth)
    return np.asarray(model.predict(sentences), bool)
