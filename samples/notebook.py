# %% [markdown]
# # Did one country react differently?
# A notebook as a script (percent format: Jupytext, VS Code and PyCharm open it as one). 600 posts about a film, written for this
# project, in Korean, Japanese and English. `pip install yoron pandas`.

# %%
import json
import pathlib
import tempfile

import pandas as pd

import yoron

here = pathlib.Path(__file__).parent if "__file__" in globals() else pathlib.Path("samples")
posts = pd.read_json(here / "lantern-tide.jsonl", lines=True)
posts.head()

# %% [markdown]
# ## The tone of every post

# %%
scored = posts.join(yoron.score(posts["text"]).to_pandas())
print(scored.groupby("tone_lang")["tone"].agg(["count", "mean"]).round(3))
print(scored["tone_status"].value_counts())

# %% [markdown]
# ## Why? In a notebook the words of the text are coloured.

# %%
lowest = scored.loc[scored["tone"].idxmin()]
explanation = yoron.explain(lowest["text"])
print(explanation)
explanation

# %% [markdown]
# ## Countries compared: reposts once, authors as clusters, intervals, and nothing smaller than the languages' bias called a difference

# %%
result = yoron.compare(scored, by="country", over="created_at", title="Lantern Tide")
print(result.finding)
print(result.to_pandas().round(3).to_string())
result

# %%
page = result.save(pathlib.Path(tempfile.mkdtemp()), "lantern-tide")
print("the report:", page.name, f"{page.stat().st_size // 1000} kB")

# %% [markdown]
# ## Posts that a news article quotes

# %%
quotes = yoron.extract(here / "harbour-duet.txt")
table = pd.DataFrame(quotes)[["text", "platform", "stated_language", "stated_country"]]
print(table.join(yoron.score(table["text"]).to_pandas()[["tone", "tone_label"]]).to_string(max_colwidth=40))

# %% [markdown]
# ## How far to believe it: your own labels

# %%
gold = [
    {"text": "the second verse made me cry, so beautiful", "label": "positive"},
    {"text": "정말 별로였어요", "label": "negative"},
    {"text": "来週の火曜に上映があります", "label": "neutral"},
]
checked = yoron.evaluate(gold)
print(json.dumps({figures["language"]: figures["accuracy"]["value"] for figures in checked.languages}))
print("mean tone of all posts:", round(scored["tone"].mean(), 3))
