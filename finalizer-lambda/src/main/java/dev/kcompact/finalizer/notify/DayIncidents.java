package dev.kcompact.finalizer.notify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The incidents of a day, one a table and one of the day itself, on behalf of one execution. */
final class DayIncidents {
  private final Incidents incidents;
  private final LocalDate day;
  private final String execution;

  DayIncidents(Incidents incidents, LocalDate day, String execution) {
    this.incidents = incidents;
    this.day = day;
    this.execution = execution;
  }

  /** Opens or updates one for each; their correlation ids. */
  List<String> open(Collection<IncidentSubject> blames) {
    List<String> opened = new ArrayList<>();
    for (IncidentSubject blame : blames) {
      String id = correlationId(blame.subject());
      String what =
          blame.subject().equals(IncidentSubject.DAY) ? "the day" : "table " + blame.subject();
      incidents.open(
          id,
          "kcompact: " + what + " of " + day + " is not finalized",
          blame.reason() + "\nexecution: " + execution);
      opened.add(id);
    }
    return opened;
  }

  /** Resolves those that are open; their correlation ids. */
  List<String> resolve(Collection<String> subjects) {
    return subjects.stream()
        .map(this::correlationId)
        .filter(id -> incidents.resolve(id, "Finalized by " + execution))
        .toList();
  }

  private String correlationId(String subject) {
    return "kcompact/" + subject + "/" + day;
  }
}
