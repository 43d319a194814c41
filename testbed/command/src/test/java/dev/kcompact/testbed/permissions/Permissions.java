package dev.kcompact.testbed.permissions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** Compares the permissions of the roles with the recorded calls. */
public final class Permissions {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Za-z-]+)` \\| (`[^|]+:[^|]+`) \\| (any|`[^|]+`) \\| [^|]+ \\|$");

  private Permissions() {}

  /**
   * A permission that is granted but not used here; docs/deploy.md gives the reason.
   *
   * @param on suffix of its resources; empty for any
   */
  record Unasked(String principal, String action, String on) {
    boolean covers(Grant grant) {
      boolean isPrincipal =
          principal.equals(grant.principal())
              || principal.equals("all-functions") && isFunction(grant);
      return isPrincipal && action.equals(grant.action()) && grant.resource().endsWith(on);
    }

    private static boolean isFunction(Grant grant) {
      return !grant.principal().endsWith("Role");
    }
  }

  /** The rows of the table in docs/deploy.md. */
  static List<Unasked> unasked(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .flatMap(Permissions::unasked)
        .toList();
  }

  private static Stream<Unasked> unasked(Matcher row) {
    String on = row.group(3).equals("any") ? "" : row.group(3).replace("`", "");
    return Stream.of(row.group(2).replace("`", "").split(", "))
        .map(action -> new Unasked(row.group(1), action, on));
  }

  /** Fails if a call would be denied, or a role allows an unused action. */
  static void assertExact(
      Collection<Need> needs, Collection<Grant> grants, Collection<Unasked> excused) {
    List<Need> refused =
        needs.stream()
            .filter(need -> grants.stream().noneMatch(grant -> grant.allows(need)))
            .toList();
    List<Grant> idle =
        grants.stream().filter(grant -> needs.stream().noneMatch(grant::allows)).toList();
    List<Grant> unexcused =
        idle.stream()
            .filter(grant -> excused.stream().noneMatch(unasked -> unasked.covers(grant)))
            .toList();
    List<Unasked> stale =
        excused.stream().filter(unasked -> idle.stream().noneMatch(unasked::covers)).toList();
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(refused).as("calls that the template's roles refuse").isEmpty();
          softly
              .assertThat(unexcused)
              .as("permissions that nothing asked for, and docs/deploy.md does not excuse")
              .isEmpty();
          softly
              .assertThat(stale)
              .as("excuses of docs/deploy.md for what is asked for, or not granted")
              .isEmpty();
        });
  }
}
