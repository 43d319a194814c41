package dev.kcompact.finalizer.notify;

import java.util.List;

/** The answer of Notify and Ended: correlation ids of opened, updated or resolved incidents. */
public record NotifyAnswer(Status status, List<String> incidents) {
  /** OFF if ServiceNow is not configured. */
  public enum Status {
    SENT,
    OFF
  }

  public NotifyAnswer {
    incidents = List.copyOf(incidents);
  }
}
