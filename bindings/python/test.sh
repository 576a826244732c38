#!/usr/bin/env bash
# Builds the wheel and tests it: units, frames, documentation, then Spark. Makes a Python environment in target/python.
#   bindings/python/test.sh            everything
#   bindings/python/test.sh units      all but Spark
#   bindings/python/test.sh spark      Spark alone
set -euo pipefail
cd "$(dirname "$0")/../.."
step=${1:-all}
profile=${YORON_PROFILE:-release}
env=target/python

# Spark 4 needs Python 3.10 and Java 17
python=${PYTHON:-}
for name in python3.12 python3.11 python3.13 python3.10 python3; do
    [ -n "$python" ] || ! "$name" -c 'import sys, ensurepip, venv; assert sys.version_info >= (3, 10)' 2>/dev/null || python=$name
done
[ -n "$python" ] || { apt-get update -q && apt-get install -yq python3 python3-venv && python=python3; }
[ -x "$env/bin/python" ] || "$python" -m venv "$env"
"$env/bin/pip" install -q --disable-pip-version-check "maturin>=1.9,<2" pytest pyarrow pandas polars duckdb vaderSentiment mypy

rm -rf target/wheels
"$env/bin/maturin" build --quiet --locked --profile "$profile" -m bindings/python/Cargo.toml -o target/wheels
wheel=$(ls target/wheels/yoron-*.whl)
size=$(stat -c %s "$wheel")
echo "$(basename "$wheel"): $((size / 1000000)) MB"
# 25 MB is wanted; lingua's models alone are 28 MB of it
[ "$size" -lt 40000000 ] || { echo "the wheel is larger than 40 MB" >&2; exit 1; }
"$env/bin/pip" install -q --disable-pip-version-check --force-reinstall --no-deps "$wheel"

if [ "$step" != spark ]; then
    "$env/bin/mypy" --strict --allow-untyped-calls --ignore-missing-imports bindings/python/python/yoron
    "$env/bin/pytest" -q -m "not spark" bindings/python
fi
if [ "$step" != units ]; then
    java -version 2>&1 | grep -q 'version "17' || { apt-get update -q && apt-get install -yq openjdk-17-jre-headless; }
    "$env/bin/pip" install -q --disable-pip-version-check "pyspark>=4,<5"
    timeout 300 "$env/bin/pytest" -q -m spark bindings/python
fi
