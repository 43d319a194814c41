package dev.kcompact.testbed.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Properties that hold for every resource of the template. The parser drops the tags of
 * CloudFormation's functions, so a reference is the text of its target.
 */
class DeploymentTemplateTest {
  private static final Path FILE = Path.of("../../statemachine/template.yaml");

  /** Names within another resource of the stack, or of what is not a resource. */
  private static final Set<String> WITHIN_ANOTHER = Set.of("LogStreamName", "MetricName");

  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(60);
  private static final Instant LAST = Instant.parse("2036-01-01T00:00:00Z");

  private final JsonNode template;

  DeploymentTemplateTest() throws IOException {
    template = new YAMLMapper().readTree(FILE.toFile());
  }

  /** What is kept would prevent the repetition of a creation that failed. */
  @Test
  void whatIsKeptIsNotKeptWhenItsCreationFails() {
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, JsonNode> resource : resources()) {
      JsonNode policy = resource.getValue().path("DeletionPolicy");
      if (!policy.isMissingNode()) {
        kept.add(resource.getKey());
        assertThat(policy.asText()).as(resource.getKey()).isEqualTo("RetainExceptOnCreate");
        assertThat(resource.getValue().path("UpdateReplacePolicy").asText())
            .as(resource.getKey())
            .isEqualTo("Retain");
      }
    }
    assertThat(kept).containsExactlyInAnyOrder("Lake", "Source", "LockTable");
  }

  /** Two stacks of one account must not ask for the same name, nor one after a deleted one. */
  @Test
  void everyNameHasThePrefixOrIsAParameter() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> resource : resources()) {
      for (Map.Entry<String, JsonNode> property :
          resource.getValue().path("Properties").properties()) {
        String name = property.getKey();
        String value = property.getValue().asText();
        boolean isOfAnother =
            WITHIN_ANOTHER.contains(name) || template.path("Resources").has(value);
        if (name.endsWith("Name") && !isOfAnother) {
          names.add(value);
          assertThat(value)
              .as(resource.getKey() + "." + name)
              .matches(".*NamePrefix.*|LakeBucket|SourceBucket");
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(20);
  }

  /** A retained resource with a name is created once, unless a condition leaves it out. */
  @Test
  void whatIsKeptAndHasANameCanBeLeftOut() {
    for (Map.Entry<String, JsonNode> resource : resources()) {
      JsonNode properties = resource.getValue().path("Properties");
      boolean isNamed =
          properties.properties().stream().anyMatch(each -> each.getKey().endsWith("Name"))
              || properties.has("DatabaseInput");
      if (resource.getValue().has("DeletionPolicy") && isNamed) {
        assertThat(resource.getValue().has("Condition")).as(resource.getKey()).isTrue();
      }
    }
  }

  /** A checkpoint waits for a group, and Managed Flink's checkpoint timeout is fixed. */
  @Test
  void aGroupTakesAtMostAFifthOfTheCheckpointTimeout() {
    Pattern budget =
        Pattern.compile(
            template.path("Parameters").path("GroupTimeBudget").path("AllowedPattern").asText());
    Duration most = CHECKPOINT_TIMEOUT.dividedBy(5);
    for (long i = 0; i <= CHECKPOINT_TIMEOUT.toSeconds(); i++) {
      Duration seconds = Duration.ofSeconds(i);
      Duration minutes = Duration.ofMinutes(i);
      assertThat(budget.matcher(i + "s").matches())
          .as(i + "s")
          .isEqualTo(i > 0 && seconds.compareTo(most) <= 0);
      assertThat(budget.matcher(i + "m").matches())
          .as(i + "m")
          .isEqualTo(i > 0 && minutes.compareTo(most) <= 0);
    }
  }

  /** EventBridge Scheduler leaves out a start at a local time that does not exist. */
  @Test
  void noZoneSkipsOrRepeatsTheTimesOfTheSchedules() {
    for (String schedule : List.of("Schedule", "CleanSchedule")) {
      Matcher daily =
          Pattern.compile("cron\\((\\d+) (\\d+) \\* \\* \\? \\*\\)")
              .matcher(template.path("Parameters").path(schedule).path("Default").asText());
      assertThat(daily.matches()).as(schedule).isTrue();
      LocalTime time =
          LocalTime.of(Integer.parseInt(daily.group(2)), Integer.parseInt(daily.group(1)));
      List<String> skipping = new ArrayList<>();
      for (String zone : ZoneId.getAvailableZoneIds()) {
        changes(ZoneId.of(zone).getRules())
            .filter(change -> isSkippedOrRepeated(change, time))
            .limit(1)
            .forEach(change -> skipping.add(zone + " " + change));
      }
      assertThat(skipping).as(schedule + " at " + time).isEmpty();
    }
  }

  private static Stream<ZoneOffsetTransition> changes(ZoneRules rules) {
    return Stream.iterate(
        rules.nextTransition(Instant.parse("2026-01-01T00:00:00Z")),
        change -> change != null && change.getInstant().isBefore(LAST),
        change -> rules.nextTransition(change.getInstant()));
  }

  private static boolean isSkippedOrRepeated(ZoneOffsetTransition change, LocalTime time) {
    LocalDateTime from = min(change.getDateTimeBefore(), change.getDateTimeAfter());
    LocalDateTime to = max(change.getDateTimeBefore(), change.getDateTimeAfter());
    return Stream.of(from, to)
        .map(at -> at.toLocalDate().atTime(time))
        .anyMatch(at -> !at.isBefore(from) && at.isBefore(to));
  }

  private static LocalDateTime min(LocalDateTime one, LocalDateTime other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDateTime max(LocalDateTime one, LocalDateTime other) {
    return one.isBefore(other) ? other : one;
  }

  private Set<Map.Entry<String, JsonNode>> resources() {
    return template.path("Resources").properties();
  }
}
