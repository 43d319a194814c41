package dev.kcompact.job.notify;

import dev.kcompact.job.store.Root;
import java.io.Serializable;

/** Opens a queue; travels with the job's graph to the enumerator. */
@FunctionalInterface
public interface NotificationSource extends Serializable {
  /**
   * @param root below which objects are of interest, and to which their keys are relative
   */
  ObjectNotifications open(Root root);
}
