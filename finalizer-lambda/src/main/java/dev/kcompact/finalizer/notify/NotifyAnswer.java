package dev.kcompact.finalizer.notify;

import java.util.List;

/**
 * What was done.
 *
 * @param incidents correlation ids of those opened, updated or resolved
 */
public record NotifyAnswer(Status status, List<String> incidents) {
  /** Whether there is a ServiceNow. */
  public enum Status {
    SENT,
    OFF
  }

  public NotifyAnswer {
    incidents = List.copyOf(incidents);
  }
}
