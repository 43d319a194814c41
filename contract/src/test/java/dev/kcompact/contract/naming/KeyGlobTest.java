package dev.kcompact.contract.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGlobTest {
  @ParameterizedTest
  @CsvSource({
    "**.keys.*,dt=1/t+0+0.keys.json,true",
    "**.keys.*,t+0+0.keys.json,true",
    "**.keys.*,t+0+0.json,false",
    "*.tmp,a.tmp,true",
    "*.tmp,a/b.tmp,false",
    "**/*.tmp,b.tmp,true",
    "**/*.tmp,a/c/b.tmp,true",
    "a/**/b,a/b,true",
    "a/**/b,a/x/y/b,true",
    "a/**/b,ab,false",
    "old/**,old/x,true",
    "old/**,older/x,false",
    "?.json,a.json,true",
    "?.json,ab.json,false",
    "?,/,false",
    "'{a,b/*}.x',a.x,true",
    "'{a,b/*}.x',b/c.x,true",
    "'{a,b/*}.x',c.x,false",
    "'a,b','a,b',true",
    "t+0+*.json,t+0+1.json,true",
    "$(a|b)^,$(a|b)^,true",
  })
  void matchesWholePaths(String glob, String path, boolean isMatch) {
    assertThat(KeyGlob.of(glob).matches(path)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "{a",
        "a}",
        "{a,{b}}",
        "a[0-9]",
        "a\\*",
        "***",
        "a/****",
        "*{*,a}*",
        "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"
      })
  void mistakesAreRefused(String glob) {
    assertThatThrownBy(() -> KeyGlob.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("glob is malformed: '" + glob + "'");
  }

  @Test
  void manyStarsCostNoTime() {
    KeyGlob glob = KeyGlob.of("**a*a**a*a**a*a**a*a**a*a**b");

    assertThat(glob.matches("a/".repeat(500))).isFalse();
    assertThat(glob.matches("a".repeat(1024))).isFalse();
    assertThat(glob.matches("a".repeat(1024) + "b")).isTrue();
  }

  /** Compares with a reader that tries every way. */
  @Property(tries = 20_000)
  void matchesAsAReaderThatTriesEveryWay(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> pieces =
        List.of(
            "*", "**", "**/", "/**", "?", "a", "b", "/", ".", "é", "😀", "{a,b/}", "{,a?}", "+");
    StringBuilder glob = new StringBuilder("x");
    for (int i = random.nextInt(5); i > 0; i--) {
      String piece = pieces.get(random.nextInt(pieces.size()));
      boolean isThird = glob.charAt(glob.length() - 1) == '*' && piece.startsWith("*");
      glob.append(isThird ? "b" : piece);
    }
    List<String> letters = List.of("a", "b", "/", ".", "é", "😀", "+", "\n");
    StringBuilder path = new StringBuilder("x");
    for (int i = random.nextInt(6); i > 0; i--) {
      path.append(letters.get(random.nextInt(letters.size())));
    }

    // Choices may put three stars in a row, which is refused.
    Assume.that(alternatives(glob.toString()).stream().noneMatch(each -> each.contains("***")));
    assertThat(KeyGlob.of(glob.toString()).matches(path.toString()))
        .as(glob + " on " + path)
        .isEqualTo(
            alternatives(glob.toString()).stream()
                .anyMatch(
                    each ->
                        matches(each.codePoints().toArray(), 0, path.codePoints().toArray(), 0)));
  }

  private static List<String> alternatives(String glob) {
    int open = glob.indexOf('{');
    if (open < 0) {
      return List.of(glob);
    }
    int close = glob.indexOf('}');
    List<String> all = new ArrayList<>();
    for (String choice : glob.substring(open + 1, close).split(",", -1)) {
      all.addAll(alternatives(glob.substring(0, open) + choice + glob.substring(close + 1)));
    }
    return all;
  }

  private static boolean matches(int[] glob, int at, int[] path, int from) {
    if (at == glob.length) {
      return from == path.length;
    }
    if (glob[at] == '*' && at + 1 < glob.length && glob[at + 1] == '*') {
      boolean isDirectories =
          (at == 0 || glob[at - 1] == '/') && at + 2 < glob.length && glob[at + 2] == '/';
      if (isDirectories && matches(glob, at + 3, path, from)) {
        return true;
      }
      for (int end = from; end <= path.length; end++) {
        boolean isOpen = !isDirectories || (end > from && path[end - 1] == '/');
        if (isOpen && matches(glob, isDirectories ? at + 3 : at + 2, path, end)) {
          return true;
        }
      }
      return false;
    }
    if (glob[at] == '*') {
      for (int end = from; end <= path.length; end++) {
        if (matches(glob, at + 1, path, end)) {
          return true;
        }
        if (end < path.length && path[end] == '/') {
          return false;
        }
      }
      return false;
    }
    return from < path.length
        && (glob[at] == '?' ? path[from] != '/' : glob[at] == path[from])
        && matches(glob, at + 1, path, from + 1);
  }
}
