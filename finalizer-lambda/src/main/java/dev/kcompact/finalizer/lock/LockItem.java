package dev.kcompact.finalizer.lock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The stored lock of a day. It is never deleted, only marked as free, so that its token does not
 * restart.
 *
 * @param owner execution ARN; of the last owner if the lock is free
 * @param token grows with every acquisition
 * @param expiresAt when another execution may take the lock from an unknown owner
 */
public record LockItem(String owner, long token, boolean held, Instant expiresAt) {
  public LockItem {
    requireNonNull(owner, "owner is null");
    requireNonNull(expiresAt, "expiresAt is null");
    if (token < 1) {
      throw new IllegalArgumentException("token is not positive: " + token);
    }
  }

  public boolean isHeldBy(String execution) {
    return held && owner.equals(execution);
  }
}
