package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Everything that discovery remembers between two polls.
 *
 * @param directories marks by directory, with a slash at the end
 * @param caughtUp tables whose whole prefix has been listed once
 * @param lastSweep when quiet directories were last looked at; the epoch for never
 * @param lastPoll when anything was last looked at; the epoch for never
 */
public record Seen(
    Map<String, DirectoryMarks> directories,
    Set<String> caughtUp,
    Instant lastSweep,
    Instant lastPoll) {
  public static final Seen NOTHING = new Seen(Map.of(), Set.of(), Instant.EPOCH, Instant.EPOCH);

  public Seen {
    directories = Map.copyOf(directories);
    caughtUp = Set.copyOf(caughtUp);
    requireNonNull(lastSweep, "lastSweep is null");
    requireNonNull(lastPoll, "lastPoll is null");
  }
}
