package dev.kcompact.finalizer.notify;

import java.time.Instant;

/** Claims by name, each held by one owner until it expires. */
interface ClaimTable {
  /** Takes or extends a claim, unless another owner's has not expired; returns whether it did. */
  boolean take(String name, String owner, Instant now, Instant expiresAt);

  /** Ends a claim of this owner; another owner's stays. */
  void release(String name, String owner);
}
