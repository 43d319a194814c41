package dev.kcompact.testbed.faults;

import static dev.kcompact.testbed.faults.Turn.NEWEST;
import static dev.kcompact.testbed.faults.Turn.NO_STATE;
import static dev.kcompact.testbed.faults.Turn.OLD_STATE;
import static dev.kcompact.testbed.faults.Turn.RESCALE;
import static dev.kcompact.testbed.faults.Turn.SECOND_JOB;
import static dev.kcompact.testbed.faults.Victim.JOB_MANAGER;
import static dev.kcompact.testbed.faults.Victim.KAFKA;
import static dev.kcompact.testbed.faults.Victim.S3;
import static dev.kcompact.testbed.faults.Victim.TASK_MANAGER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * All kills of a run, from its seed. They come in chapters, each on a lake of its own, so that a
 * restart never has more than some minutes' files to read, and in each chapter in blows.
 *
 * @param seed what everything is drawn from
 * @param chapters each its blows in order
 */
record FaultPlan(long seed, List<List<Blow>> chapters) {
  /** Within these, processes die at random moments. */
  private static final int WINDOW_MILLIS = 4_000;

  private static final int MOST_DOWN_MILLIS = 2_500;

  FaultPlan {
    chapters = chapters.stream().map(List::copyOf).toList();
  }

  /** A kind of blow. */
  private record Pattern(Turn turn, List<Victim> kills, List<Victim> afterwards) {
    Pattern(Turn turn, Victim... kills) {
      this(turn, List.of(kills), List.of());
    }

    Pattern then(Victim... more) {
      return new Pattern(turn, kills, List.of(more));
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

  private static final int IN_A_CHAPTER =
      PATTERNS.stream().mapToInt(each -> each.kills().size() + each.afterwards().size()).sum();

  /**
   * Draws a plan.
   *
   * @param kills how many processes are killed in all
   */
  static FaultPlan of(long seed, int kills) {
    if (kills < 0) {
      throw new IllegalArgumentException("kills is negative: " + kills);
    }
    int count = Math.max(1, (kills + IN_A_CHAPTER - 1) / IN_A_CHAPTER);
    List<List<Blow>> chapters = new ArrayList<>();
    int left = kills;
    for (int i = 0; i < count; i++) {
      int here = left / (count - i);
      chapters.add(chapter(new Random(seed + i), here));
      left -= here;
    }
    return new FaultPlan(seed, chapters);
  }

  int kills() {
    return chapters.stream().flatMap(List::stream).mapToInt(Blow::size).sum();
  }

  int blows() {
    return chapters.stream().mapToInt(List::size).sum();
  }

  private static List<Blow> chapter(Random random, int kills) {
    List<Pattern> patterns = new ArrayList<>(PATTERNS);
    Collections.shuffle(patterns, random);
    List<Blow> blows = new ArrayList<>();
    int left = kills;
    for (Pattern pattern : patterns) {
      if (left > 0 || blows.isEmpty()) {
        Blow blow = blow(random, pattern, left);
        blows.add(blow);
        left -= blow.size();
      }
    }
    return blows;
  }

  private static Blow blow(Random random, Pattern pattern, int most) {
    List<Kill> kills = kills(random, first(pattern.kills(), most));
    List<Kill> afterwards =
        kills(random, first(pattern.afterwards(), Math.max(0, most - kills.size())));
    // Where no kill is left for the JobManager, nothing can be started from other state.
    boolean cutShort = pattern.kills().contains(JOB_MANAGER) && kills.isEmpty();
    return new Blow(cutShort ? NEWEST : pattern.turn(), kills, afterwards);
  }

  private static List<Victim> first(List<Victim> victims, int most) {
    return victims.subList(0, Math.min(most, victims.size()));
  }

  private static List<Kill> kills(Random random, List<Victim> victims) {
    return victims.stream()
        .map(
            victim ->
                new Kill(
                    victim, random.nextInt(WINDOW_MILLIS), 200 + random.nextInt(MOST_DOWN_MILLIS)))
        .sorted(Comparator.comparingInt(Kill::afterMillis))
        .toList();
  }
}
