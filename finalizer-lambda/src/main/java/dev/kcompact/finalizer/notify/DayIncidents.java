package dev.kcompact.finalizer.notify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The incidents of a day: one for each table and one for the day. */
record DayIncidents(Incidents incidents, LocalDate day, String execution) {
  /** Returns the correlation ids of the opened or updated incidents. */
  List<String> open(Collection<IncidentSubject> subjects) {
    List<String> opened = new ArrayList<>();
    for (IncidentSubject subject : subjects) {
      CorrelationId id = id(subject.name());
      String what =
          subject.name().equals(IncidentSubject.DAY) ? "the day" : "table " + subject.name();
      incidents.open(
          id,
          "kcompact: " + what + " of " + day + " is not finalized",
          subject.reason() + "\nexecution: " + execution);
      opened.add(id.text());
    }
    return opened;
  }

  /** Returns the correlation ids of the resolved incidents. */
  List<String> resolve(Collection<String> subjects) {
    return subjects.stream()
        .map(this::id)
        .filter(id -> incidents.resolve(id, "Finalized by " + execution))
        .map(CorrelationId::text)
        .toList();
  }

  private CorrelationId id(String subject) {
    return incidents.id(subject + "/" + day, execution);
  }
}
