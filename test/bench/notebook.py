"""The cookbook's own loop: python3 notebook.py ROWS.json PHOTOS SYSTEM.md OUT.jsonl

ROWS.json is what the notebook has after exploding: its rows, each with the name of its photo, and the few-shot
examples. As there, photos are decoded once and encoded for every row, few-shot images once. Prints the milliseconds of all that comes after reading ROWS.json.
"""
import base64
import json
import sys
import time
from io import BytesIO
from pathlib import Path

from PIL import Image

rows_path, photos, system_path, out = sys.argv[1:]
with open(rows_path) as f:
    table = json.load(f)
start = time.perf_counter()
SYSTEM_PROMPT = Path(system_path).read_text().removesuffix("\n")
images = {}
for row in table["rows"]:
    if row["image"] not in images:
        images[row["image"]] = Image.open(Path(photos) / row["image"])
    row["image"] = images[row["image"]]


def encode_image(image, quality=100):
    if image.mode != "RGB":
        image = image.convert("RGB")  # Convert to RGB
    buffered = BytesIO()
    image.save(buffered, format="JPEG", quality=quality)
    return base64.b64encode(buffered.getvalue()).decode("utf-8")


def user(text, image):
    url = f"data:image/jpeg;base64,{encode_image(image, quality=50)}"
    content = [{"type": "text", "text": text}, {"type": "image_url", "image_url": {"url": url}}]
    return {"role": "user", "content": content}


def assistant(text):
    return {"role": "assistant", "content": [{"type": "text", "text": text}]}


FEW_SHOT_EXAMPLES = []
for shot in table["fewShot"]:
    FEW_SHOT_EXAMPLES += [
        user(shot["question"], table["rows"][shot["row"]]["image"]),
        assistant(shot["answer"]),
    ]

json_data = []
for idx, example in enumerate(table["rows"]):
    system_message = {"role": "system", "content": [{"type": "text", "text": SYSTEM_PROMPT}]}
    user_message = user(f"Question [{idx}]: {example['question']}", example["image"])
    assistant_message = assistant(example["answer"])
    all_messages = [system_message] + FEW_SHOT_EXAMPLES + [user_message, assistant_message]
    json_data.append({"messages": all_messages})

with open(out, "w") as f:
    for message in json_data:
        f.write(json.dumps(message))
        f.write("\n")

print((time.perf_counter() - start) * 1000)
