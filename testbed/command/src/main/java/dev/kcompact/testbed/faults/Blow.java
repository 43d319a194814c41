package dev.kcompact.testbed.faults;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What happens between two looks of the oracle.
 *
 * @param kills by time
 * @param afterwards kills while the job recovers, counted from its start
 */
record Blow(Turn turn, List<Kill> kills, List<Kill> afterwards) {
  Blow {
    requireNonNull(turn, "turn is null");
    kills = List.copyOf(kills);
    afterwards = List.copyOf(afterwards);
  }

  int size() {
    return kills.size() + afterwards.size();
  }

  Stream<Kill> all() {
    return Stream.concat(kills.stream(), afterwards.stream());
  }

  boolean kills(Victim victim) {
    return kills.stream().anyMatch(kill -> kill.victim() == victim);
  }
}
