# Sourced by ./mvnw: prints the path of a Maven of 3.8 or newer, fetching one where the machine has none.

MAVEN_VERSION=3.9.11
MAVEN_SHA512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978

find_maven() {
  local maven version
  if maven=$(command -v mvn); then
    version=$("$maven" --version 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | sed -n 's/^Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    set -- ${version:-0 0}
    if [ "$1" -gt 3 ] || { [ "$1" -eq 3 ] && [ "$2" -ge 8 ]; }; then
      echo "$maven"
      return
    fi
  fi
  maven=$HOME/.m2/wrapper/apache-maven-$MAVEN_VERSION/bin/mvn
  [ -x "$maven" ] || fetch_maven >&2
  echo "$maven"
}

fetch_maven() {
  local name=apache-maven-$MAVEN_VERSION-bin.tar.gz
  local url=https://archive.apache.org/dist/maven/maven-3/$MAVEN_VERSION/binaries/$name
  if [ -n "${MVNW_REPOURL:-}" ]; then
    url=$MVNW_REPOURL/org/apache/maven/apache-maven/$MAVEN_VERSION/$name
  fi
  local folder=$HOME/.m2/wrapper
  mkdir -p "$folder"
  echo "Fetching Maven $MAVEN_VERSION from $url"
  if ! { curl -fsSL "$url" -o "$folder/$name" || wget -q "$url" -O "$folder/$name"; } 2>/dev/null; then
    echo "tallyport: no Maven of 3.8 or newer here and none to be fetched from $url: install Maven."
    exit 2
  fi
  if ! echo "$MAVEN_SHA512  $folder/$name" | { sha512sum -c - || shasum -a 512 -c -; } >/dev/null 2>&1; then
    rm -f "$folder/$name"
    echo "tallyport: what came from $url is not Maven $MAVEN_VERSION: not used."
    exit 2
  fi
  tar -xzf "$folder/$name" -C "$folder"
  rm -f "$folder/$name"
}
