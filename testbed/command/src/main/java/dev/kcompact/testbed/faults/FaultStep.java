package dev.kcompact.testbed.faults;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * The faults between two checks of all records.
 *
 * @param kills by time
 * @param afterwards kills while the job recovers, counted from its start
 */
record FaultStep(JobAction action, List<Kill> kills, List<Kill> afterwards) {
  FaultStep {
    requireNonNull(action, "action is null");
    kills = List.copyOf(kills);
    afterwards = List.copyOf(afterwards);
  }

  int size() {
    return kills.size() + afterwards.size();
  }

  Stream<Kill> all() {
    return Stream.concat(kills.stream(), afterwards.stream());
  }

  boolean kills(KillTarget target) {
    return kills.stream().anyMatch(kill -> kill.target() == target);
  }
}
