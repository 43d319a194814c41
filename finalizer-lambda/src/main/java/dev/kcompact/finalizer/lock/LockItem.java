package dev.kcompact.finalizer.lock;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The lock of a day as it is kept. It is never deleted, only marked free, so that its token never
 * starts again.
 *
 * @param owner execution ARN; of the last owner when free
 * @param token grows with every acquisition
 * @param held whether the owner has it
 * @param expiresAt from then on it may be taken from an owner of whom nothing is known
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
