package dev.kcompact.finalizer.notify;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Claims in memory, taken under the same condition. Thread-safe. */
final class MemoryClaimTable implements ClaimTable {
  private record Claim(String owner, Instant expiresAt) {}

  private final Map<String, Claim> claims = new HashMap<>();
  private int refused;

  @Override
  public synchronized boolean take(String name, String owner, Instant now, Instant expiresAt) {
    Claim held = claims.get(name);
    if (held != null && !held.owner().equals(owner) && now.isBefore(held.expiresAt())) {
      refused++;
      return false;
    }
    claims.put(name, new Claim(owner, expiresAt));
    return true;
  }

  @Override
  public synchronized void release(String name, String owner) {
    if (claims.containsKey(name) && claims.get(name).owner().equals(owner)) {
      claims.remove(name);
    }
  }

  /** How often another owner was refused. */
  synchronized int refused() {
    return refused;
  }

  synchronized boolean isEmpty() {
    return claims.isEmpty();
  }
}
