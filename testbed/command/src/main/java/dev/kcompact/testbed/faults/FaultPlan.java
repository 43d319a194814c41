package dev.kcompact.testbed.faults;

import static dev.kcompact.testbed.faults.FaultStep.JobAction.NEWEST;
import static dev.kcompact.testbed.faults.FaultStep.JobAction.NO_STATE;
import static dev.kcompact.testbed.faults.FaultStep.JobAction.OLD_STATE;
import static dev.kcompact.testbed.faults.FaultStep.JobAction.RESCALE;
import static dev.kcompact.testbed.faults.FaultStep.JobAction.SECOND_JOB;
import static dev.kcompact.testbed.faults.FaultStep.KillTarget.JOB_MANAGER;
import static dev.kcompact.testbed.faults.FaultStep.KillTarget.KAFKA;
import static dev.kcompact.testbed.faults.FaultStep.KillTarget.S3;
import static dev.kcompact.testbed.faults.FaultStep.KillTarget.TASK_MANAGER;

import dev.kcompact.testbed.faults.FaultStep.Kill;
import dev.kcompact.testbed.faults.FaultStep.KillTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * All kills of a run, drawn from its seed, as steps in episodes. Each episode has a separate lake,
 * so that a restart reads only the files of a few minutes.
 */
record FaultPlan(long seed, List<List<FaultStep>> episodes) {
  /** Processes are killed at random moments within this time. */
  private static final int WINDOW_MILLIS = 4_000;

  private static final int MOST_DOWN_MILLIS = 2_500;

  FaultPlan {
    episodes = episodes.stream().map(List::copyOf).toList();
  }

  private record Pattern(
      FaultStep.JobAction action, List<KillTarget> kills, List<KillTarget> afterwards) {
    Pattern(FaultStep.JobAction action, KillTarget... kills) {
      this(action, List.of(kills), List.of());
    }

    Pattern then(KillTarget... more) {
      return new Pattern(action, kills, List.of(more));
    }
  }

  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(NEWEST, TASK_MANAGER, S3).then(TASK_MANAGER, KAFKA),
          new Pattern(NEWEST, JOB_MANAGER, KAFKA).then(S3),
          new Pattern(NO_STATE, JOB_MANAGER, TASK_MANAGER).then(KAFKA, S3),
          new Pattern(NEWEST, TASK_MANAGER, S3, KAFKA).then(S3),
          new Pattern(RESCALE, KAFKA, S3).then(TASK_MANAGER),
          new Pattern(OLD_STATE, JOB_MANAGER, S3).then(KAFKA),
          new Pattern(SECOND_JOB, S3, KAFKA),
          new Pattern(NEWEST, TASK_MANAGER, JOB_MANAGER, S3).then(KAFKA),
          new Pattern(NEWEST, TASK_MANAGER, KAFKA, S3).then(TASK_MANAGER, S3),
          new Pattern(NO_STATE, JOB_MANAGER, KAFKA, S3).then(S3),
          new Pattern(NEWEST, JOB_MANAGER, KAFKA, S3).then(TASK_MANAGER, S3));

  private static final int KILLS_PER_EPISODE =
      PATTERNS.stream().mapToInt(each -> each.kills().size() + each.afterwards().size()).sum();

  /**
   * @param kills total number of processes to kill
   */
  static FaultPlan of(long seed, int kills) {
    if (kills < 0) {
      throw new IllegalArgumentException("kills is negative: " + kills);
    }
    int count = Math.max(1, (kills + KILLS_PER_EPISODE - 1) / KILLS_PER_EPISODE);
    List<List<FaultStep>> episodes = new ArrayList<>();
    int left = kills;
    for (int i = 0; i < count; i++) {
      int here = left / (count - i);
      episodes.add(episode(new Random(seed + i), here));
      left -= here;
    }
    return new FaultPlan(seed, episodes);
  }

  int kills() {
    return episodes.stream().flatMap(List::stream).mapToInt(FaultStep::size).sum();
  }

  int steps() {
    return episodes.stream().mapToInt(List::size).sum();
  }

  private static List<FaultStep> episode(Random random, int kills) {
    List<Pattern> patterns = new ArrayList<>(PATTERNS);
    Collections.shuffle(patterns, random);
    List<FaultStep> steps = new ArrayList<>();
    int left = kills;
    for (Pattern pattern : patterns) {
      if (left > 0 || steps.isEmpty()) {
        FaultStep step = step(random, pattern, left);
        steps.add(step);
        left -= step.size();
      }
    }
    return steps;
  }

  private static FaultStep step(Random random, Pattern pattern, int most) {
    List<Kill> kills = kills(random, first(pattern.kills(), most));
    List<Kill> afterwards =
        kills(random, first(pattern.afterwards(), Math.max(0, most - kills.size())));
    // Without a kill of the JobManager, the job cannot be restarted from other state.
    boolean cutShort = pattern.kills().contains(JOB_MANAGER) && kills.isEmpty();
    return new FaultStep(cutShort ? NEWEST : pattern.action(), kills, afterwards);
  }

  private static List<KillTarget> first(List<KillTarget> targets, int most) {
    return targets.subList(0, Math.min(most, targets.size()));
  }

  private static List<Kill> kills(Random random, List<KillTarget> targets) {
    return targets.stream()
        .map(
            target ->
                new Kill(
                    target, random.nextInt(WINDOW_MILLIS), 200 + random.nextInt(MOST_DOWN_MILLIS)))
        .sorted(Comparator.comparingInt(Kill::afterMillis))
        .toList();
  }
}
