package dev.kcompact.finalizer.notify;

import static java.util.Objects.requireNonNull;

import dev.kcompact.finalizer.run.documents.PlanDocument;
import dev.kcompact.finalizer.run.documents.PlanDocument.Status;
import dev.kcompact.finalizer.run.documents.RejectionDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subject of an incident: a table, or {@link #DAY} if no table caused the failure. */
record IncidentSubject(String name, String reason) {
  static final String DAY = "day";

  private static final String INCOMPLETE = "DayIncomplete";
  private static final String REJECTED = "DayRejected";

  IncidentSubject {
    requireNonNull(name, "name is null");
    requireNonNull(reason, "reason is null");
  }

  /**
   * Returns the incomplete or rejected tables if the execution failed for that reason, else the
   * day: a day that may be published incomplete can fail for another reason.
   *
   * @param error name of the failure in the state machine
   */
  static List<IncidentSubject> of(
      Optional<PlanDocument> plan,
      Optional<RejectionDocument> rejection,
      String error,
      String reason) {
    Map<String, String> reasons = new LinkedHashMap<>();
    plan.filter(document -> error.equals(INCOMPLETE)).map(PlanDocument::tables).stream()
        .flatMap(List::stream)
        .filter(table -> table.status() == Status.INCOMPLETE)
        .forEach(table -> reasons.put(table.table(), table.reason() + ""));
    rejection.filter(document -> error.equals(REJECTED)).map(RejectionDocument::findings).stream()
        .flatMap(List::stream)
        .forEach(
            finding ->
                reasons.merge(finding.table(), finding.reason(), (all, one) -> all + "; " + one));
    if (reasons.isEmpty()) {
      reasons.put(DAY, reason);
    }
    return reasons.entrySet().stream()
        .map(subject -> new IncidentSubject(subject.getKey(), subject.getValue()))
        .toList();
  }
}
