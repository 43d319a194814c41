package dev.kcompact.job.plan;

import java.util.UUID;

/** Gives ids to groups; no id is ever given twice, state lost or not. */
@FunctionalInterface
interface GroupIds {
  String next(TableDay of);

  static GroupIds random() {
    return of -> of.table() + "/" + of.day() + "/" + UUID.randomUUID();
  }
}
