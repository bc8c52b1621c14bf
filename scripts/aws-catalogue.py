#!/usr/bin/env python3
"""Writes crates/aws-catalogue/data: what AWS's services can do, from the API models that the botocore package carries.

    python3 scripts/aws-catalogue.py            # fetches the pinned botocore and zstandard from PyPI, writes the data
    python3 scripts/aws-catalogue.py --check    # the same, but only says whether the committed data is what it would write

Nothing else in the repository needs Python, botocore or the network: the data is committed. To follow AWS, raise BOTOCORE,
run the script and commit what changed. crates/aws-catalogue/data/README.md documents the format.

Names follow the AWS SDK for Java v2, since that is what Step Functions uses (`aws-sdk:rds:describeDBInstances` takes
`DbInstanceIdentifier` and fails with `Rds.DbInstanceNotFoundException`).
"""

import gzip
import html
import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zipfile

BOTOCORE = "1.44.5"
ZSTANDARD = "0.25.0"
LEVEL = 22
DOC_LIMIT = 200
MAGIC = b"STEPWELLAWS1"
DATA = pathlib.Path(__file__).resolve().parent.parent / "crates" / "aws-catalogue" / "data"

# A model type -> the letter that stands for it in the data. Structures, unions, lists, maps and enums get lines of their own.
SCALARS = {
    "string": "s", "character": "s", "integer": "i", "short": "i", "byte": "i", "long": "l", "bigInteger": "l",
    "float": "d", "double": "d", "bigDecimal": "d", "boolean": "b", "timestamp": "t", "blob": "x",
}


def words(name):
    """A name's words as the Java SDK's code generator finds them: `DBInstanceIdentifier` is DB, Instance, Identifier."""
    text = re.sub(r"[^A-Za-z0-9]+", " ", name)
    text = re.sub(r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", text)
    text = re.sub(r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z]([a-zA-Z]|[0-9]))", " ", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", text)
    text = re.sub(r"([0-9])([a-zA-Z])", r"\1 \2", text)
    return text.split()


def pascal(name):
    return "".join(word[:1].upper() + word[1:].lower() for word in words(name))


def camel(name):
    """`DescribeDBInstances` -> `describeDBInstances`, `DBInstanceIdentifier` -> `dbInstanceIdentifier`: the first letter goes
    down, and capitals that follow it up to the one that starts the next word."""
    at = 1
    while at < len(name) and name[at].isupper() and not name[at + 1 : at + 2].islower():
        at += 1
    return name[:at].lower() + name[at:]


def parameter(name):
    """`DBInstanceIdentifier` -> `DbInstanceIdentifier`, but `SourceDBInstanceIdentifier` stays: the SDK's name, in PascalCase."""
    name = camel(name) if name.isalnum() else pascal(name)
    name = name[:1].upper() + name[1:]
    # "API fields for equals will be referred to in your state machines as: EqualsValue" (supported-services-awssdk);
    # the Java SDK avoids `null` likewise (DynamoDB's AttributeValue).
    return {"Equals": "EqualsValue", "Null": "Nul"}.get(name, name)


def error(prefix, name):
    """`BucketAlreadyExists` -> `S3.BucketAlreadyExistsException`, `DBInstanceNotFoundFault` -> `Rds.DbInstanceNotFoundException`."""
    name = pascal(name)
    if name.endswith("Fault"):
        name = name[: -len("Fault")]
    elif name.endswith("Exception"):
        name = name[: -len("Exception")]
    return f"{prefix}.{name}Exception"


def sentence(markup):
    """The first sentence of a documentation text, without markup, at most DOC_LIMIT characters."""
    text = re.sub(r"<!--.*?-->|<fullname>.*?</fullname>|<h\d>.*?</h\d>", " ", markup or "", flags=re.S)
    text = re.sub(r"</?(p|ul|ol|li|br|note|important|div|dl|dt|dd|pre)\b[^>]*>", " ", text)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = " ".join(text.split())
    for end in re.finditer(r"[.!?](?= [A-Z\"'(`])", text):
        if not re.search(r"\b(e\.g|i\.e|vs|etc|Inc|U\.S|No)\.$", text[: end.end()]):
            text = text[: end.end()]
            break
    if len(text) > DOC_LIMIT:
        text = text[: DOC_LIMIT - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    return text


def limits(shape):
    """`1~64`, `1~` or `~64`: the least and the greatest value, length or number of elements; empty when there are none."""
    # Lengths are never below nothing, and no length reaches what a signed 32-bit number holds: such limits say nothing.
    counted = shape["type"] in ("string", "blob", "list", "map", "character")
    least, greatest = shape.get("min"), shape.get("max")
    if counted and least == 0:
        least = None
    if counted and greatest is not None and greatest >= 2**31 - 1:
        greatest = None
    if least is None and greatest is None:
        return ""
    return f"{'' if least is None else least}~{'' if greatest is None else greatest}"


def service_text(model, prefix):
    """One service as text: a line of counts, a line per action, a line per shape. Returns (text, action names)."""
    shapes = model.get("shapes", {})
    numbers, lines = {}, []

    def reference(name):
        shape = shapes[name]
        kind = shape["type"]
        if shape.get("document"):
            return "j"
        if kind in SCALARS and not shape.get("enum"):
            return SCALARS[kind] + limits(shape)
        if name not in numbers:
            numbers[name] = len(lines)
            lines.append(None)
            waiting.append(name)
        return str(numbers[name])

    def line(name):
        shape = shapes[name]
        kind = shape["type"]
        if kind == "structure":
            required = set(shape.get("required", []))
            parts = ["u" if shape.get("union") else "{"]
            for member, target in shape.get("members", {}).items():
                doc = sentence(target.get("documentation")) or sentence(shapes[target["shape"]].get("documentation"))
                # The SDK makes up idempotency tokens that are not given, so that nobody has to.
                mark = "!" if member in required and not target.get("idempotencyToken") else ""
                parts.append(f"{parameter(member)}{mark}:{reference(target['shape'])}|{doc}")
            return "\t".join(parts)
        if kind == "list":
            return "\t".join(["[", reference(shape["member"]["shape"]), limits(shape)]).rstrip("\t")
        if kind == "map":
            return "\t".join(["<", reference(shape["key"]["shape"]), reference(shape["value"]["shape"]), limits(shape)]).rstrip("\t")
        if shape.get("enum"):
            return "e\t" + "\t".join(str(value) for value in shape["enum"])
        raise SystemExit(f"unknown type {kind} of {name}")

    def streams(name):
        if name is None:
            return False
        return any(shapes[member["shape"]].get("eventstream") for member in shapes[name].get("members", {}).values())

    waiting, actions = [], []
    for name, operation in sorted(model.get("operations", {}).items()):
        given = operation.get("input", {}).get("shape")
        made = operation.get("output", {}).get("shape")
        if streams(given) or streams(made):
            continue  # a Task cannot read or write an event stream
        errors = sorted({error(prefix, each["shape"]) for each in operation.get("errors", [])})
        fields = [
            camel(name),
            reference(given) if given else "-",
            reference(made) if made else "-",
            "d" if operation.get("deprecated") else "",
            " ".join(each[len(prefix) + 1:] for each in errors),
            sentence(operation.get("documentation")),
        ]
        actions.append("\t".join(fields))
    while waiting:
        name = waiting.pop(0)
        lines[numbers[name]] = line(name)
    names = [action.split("\t", 1)[0] for action in actions]
    text = "\n".join([f"{len(actions)}\t{len(lines)}", *actions, *lines]) + "\n"
    return text, names


def models(wheel):
    """The newest model of each service in a botocore wheel, by folder."""
    newest = {}
    for path in wheel.namelist():
        found = re.fullmatch(r"botocore/data/([^/]+)/([^/]+)/service-2\.json(\.gz)?", path)
        if found:
            newest[found.group(1)] = max(newest.get(found.group(1), ("", "")), (found.group(2), path))
    for folder, (_, path) in sorted(newest.items()):
        content = wheel.read(path)
        yield folder, json.loads(gzip.decompress(content) if path.endswith(".gz") else content)


def catalogue(wheel, compress):
    services = {}
    for folder, model in models(wheel):
        metadata = model["metadata"]
        prefix = pascal(metadata.get("serviceId") or folder)
        for leading in ("Amazon", "Aws"):
            prefix = prefix.removeprefix(leading)
        prefix = prefix.removesuffix("Service")
        name = prefix.lower()
        text, actions = service_text(model, prefix)
        if not actions:
            continue
        if name in services:
            # botocore carries one service in two folders (pinpoint-sms-voice and sms-voice); the fuller one is kept.
            print(f"{folder} is {name} once more")
            if len(services[name][4]) >= len(actions):
                continue
        full = " ".join(metadata["serviceFullName"].split())
        services[name] = (prefix, full, sentence(model.get("documentation")), text.encode(), actions)
    index, listing, frames, at = [f"botocore {BOTOCORE}"], [], [], 0
    for name, (prefix, full, doc, text, actions) in sorted(services.items()):
        frame = compress(text)
        index.append("\t".join([name, prefix, full, str(at), str(len(frame)), str(len(text)), str(len(actions)), doc]))
        listing.append(" ".join(actions))
        frames.append(frame)
        at += len(frame)
    index_text, listing_text = ("\n".join(index) + "\n").encode(), ("\n".join(listing) + "\n").encode()
    heads = [compress(index_text), compress(listing_text)]
    sizes = struct.pack("<IIII", len(heads[0]), len(index_text), len(heads[1]), len(listing_text))
    content = MAGIC + sizes + b"".join(heads) + b"".join(frames)
    largest = max(services.items(), key=lambda each: len(each[1][3]))
    print(f"{len(services)} services, {sum(len(each[4]) for each in services.values())} actions, {len(content):,} bytes;")
    print(f"unpacked {sum(len(each[3]) for each in services.values()):,}, the largest {largest[0]} {len(largest[1][3]):,}")
    return content


def main():
    with tempfile.TemporaryDirectory() as temporary:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        subprocess.run([*pip, "download", "--no-deps", "-d", temporary, f"botocore=={BOTOCORE}"], check=True)
        subprocess.run([*pip, "install", "--no-deps", "--target", f"{temporary}/site", f"zstandard=={ZSTANDARD}"], check=True)
        sys.path.insert(0, f"{temporary}/site")
        import zstandard

        compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False, write_content_size=True)
        wheel_path = next(pathlib.Path(temporary).glob("botocore-*.whl"))
        with zipfile.ZipFile(io.BytesIO(wheel_path.read_bytes())) as wheel:
            about = f"botocore-{BOTOCORE}.dist-info"
            written = {
                "catalogue.bin": catalogue(wheel, compressor.compress),
                "LICENSE-botocore": wheel.read(f"{about}/LICENSE.txt"),
                "NOTICE-botocore": wheel.read(f"{about}/NOTICE"),
            }
    if "--check" in sys.argv[1:]:
        stale = [name for name, content in written.items() if (DATA / name).read_bytes() != content]
        if stale:
            raise SystemExit(f"stale: {', '.join(stale)}; run python3 scripts/aws-catalogue.py and commit the result")
        return
    DATA.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (DATA / name).write_bytes(content)


if __name__ == "__main__":
    main()
