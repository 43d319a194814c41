package dev.kcompact.finalizer.notify;

import java.util.List;

/**
 * The answer of Notify and Ended.
 *
 * @param incidents correlation ids of those opened, updated or resolved
 */
public record NotifyAnswer(Status status, List<String> incidents) {
  /** Whether ServiceNow is configured. */
  public enum Status {
    SENT,
    OFF
  }

  public NotifyAnswer {
    incidents = List.copyOf(incidents);
  }
}
