#!/usr/bin/env bash
# Fuzz every target, one after the other: fuzz/run.sh [SECONDS IN ALL] [TARGET]...
#
# Needs `pip install -e '.[fuzz]'`. Inputs that brought something new are kept in
# fuzz/corpus/, those that failed in fuzz/failed/; neither is committed. To see a
# failure again: python -m fuzz TARGET fuzz/failed/TARGET-crash-...
set -uo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-3600}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(scan sections properties readers page table html records lock plan)
python=${PYTHON:-python}
each=$((seconds / ${#targets[@]}))
status=0
mkdir -p fuzz/failed
for target in "${targets[@]}"; do
  mkdir -p "fuzz/corpus/$target"
  "$python" -m fuzz.seeds "$target" "fuzz/corpus/$target"
  echo "== $target, $each seconds"
  # An input that takes ten seconds, or two gigabytes, is a failure too.
  "$python" -m fuzz "$target" "fuzz/corpus/$target" -max_total_time="$each" -timeout=10 \
    -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="fuzz/failed/$target-" || status=1
done
exit $status
