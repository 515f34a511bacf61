# Sourced by ./tallyport and ./mvnw: finds a JDK of 21 or newer, 25 where there is one, and sets JAVA_HOME.

jdk_feature() { # FOLDER -> its feature number, or nothing
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  local javac
  javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac" 2>/dev/null || echo "$javac")")"
  ls -d /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home 2>/dev/null
}

choose_jdk() {
  local candidate feature best="" best_feature=0
  while read -r candidate; do
    feature=$(jdk_feature "$candidate") || continue
    if [ "${feature:-0}" -eq 25 ]; then best=$candidate best_feature=25; break; fi
    if [ "${feature:-0}" -ge 21 ] && [ "$feature" -gt "$best_feature" ]; then best=$candidate best_feature=$feature; fi
  done < <(jdk_candidates)
  if [ -z "$best" ]; then
    echo "tallyport: no JDK of 21 or newer found: install one (25 is best) or set JAVA_HOME to it." >&2
    exit 2
  fi
  export JAVA_HOME=$best JDK_FEATURE=$best_feature
}
