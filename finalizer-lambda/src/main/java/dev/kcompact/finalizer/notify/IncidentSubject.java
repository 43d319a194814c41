package dev.kcompact.finalizer.notify;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.RejectionDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an incident is about.
 *
 * @param subject a table's name, or {@link #DAY} where no table is to blame
 */
record IncidentSubject(String subject, String reason) {
  static final String DAY = "day";

  private static final String INCOMPLETE = "DayIncomplete";
  private static final String REJECTED = "DayRejected";

  IncidentSubject {
    requireNonNull(subject, "subject is null");
    requireNonNull(reason, "reason is null");
  }

  /**
   * Tables that are incomplete or were refused by the quality gate where that is why the execution
   * fails, or else the day: one that may be published though it is incomplete can fail of something
   * else.
   *
   * @param error name of the execution's failure, as the state machine has it
   * @param reason of it
   */
  static List<IncidentSubject> of(
      Optional<PlanDocument> plan,
      Optional<RejectionDocument> rejection,
      String error,
      String reason) {
    Map<String, String> reasons = new LinkedHashMap<>();
    plan.filter(document -> error.equals(INCOMPLETE))
        .ifPresent(
            document ->
                document.tables().stream()
                    .filter(table -> table.status() == Status.INCOMPLETE)
                    .forEach(table -> reasons.put(table.table(), table.reason() + "")));
    rejection
        .filter(document -> error.equals(REJECTED))
        .ifPresent(
            document ->
                document
                    .findings()
                    .forEach(
                        finding ->
                            reasons.merge(
                                finding.table(),
                                finding.reason(),
                                (all, one) -> all + "; " + one)));
    if (reasons.isEmpty()) {
      return List.of(new IncidentSubject(DAY, reason));
    }
    List<IncidentSubject> blames = new ArrayList<>();
    reasons.forEach((table, why) -> blames.add(new IncidentSubject(table, why)));
    return blames;
  }
}
