package dev.kcompact.testbed.proxy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Says which requests are broken, and how, from a seed: what becomes of the n-th request of a label
 * depends on the seed and the label only, whatever comes in between, but for {@link #onlyNew} and
 * {@link #refuse}. Each label meets each of its faults once before any comes a second time. Breaks
 * nothing before {@link #allow}. Safe for many threads.
 */
public final class FaultScript {
  private static final double FIRST_SHARE = 0.3;

  /** Where only new faults are wanted, for some requests are made once in a run. */
  private static final double FIRST_SHARE_OF_NEW = 0.5;

  /** A client does not try again after it was refused: the job starts over, which takes seconds. */
  private static final int REFUSED_EVERY = 8;

  private final long seed;
  private final double share;
  private final Map<String, Part> parts = new HashMap<>();
  private final Map<String, Map<Fault, Integer>> injected = new TreeMap<>();
  private int allowed;
  private int total;
  private boolean onlyNew;
  private Optional<String> refused = Optional.empty();

  /**
   * @param share of a label's requests that are broken, 0 to 1, once each fault has come once
   */
  public FaultScript(long seed, double share) {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share is not within 0..1: " + share);
    }
    this.seed = seed;
    this.share = share;
  }

  /** What one label's requests go through. */
  private final class Part {
    private final Random random;
    private final List<Fault> faults;
    private final Deque<Fault> bag = new ArrayDeque<>();
    private int bags;

    Part(RequestLabel label) {
      random = new Random(seed * 31 + label.toString().hashCode());
      faults = label.faults().stream().sorted().toList();
    }

    Optional<Fault> next() {
      if (onlyNew && bags > 0 && (bags > 1 || bag.isEmpty())) {
        return Optional.empty();
      }
      double first = onlyNew ? FIRST_SHARE_OF_NEW : FIRST_SHARE;
      if (random.nextDouble() >= (bags <= 1 ? Math.max(share, first) : share)) {
        return Optional.empty();
      }
      if (bag.isEmpty()) {
        List<Fault> mixed = new ArrayList<>(faults);
        if (bags++ % REFUSED_EVERY != 0) {
          mixed.remove(Fault.FORBIDDEN);
        }
        Collections.shuffle(mixed, random);
        bag.addAll(mixed);
      }
      return Optional.ofNullable(bag.poll());
    }
  }

  /** Allows that many faults more. */
  public synchronized void allow(int more) {
    allowed += more;
  }

  /** Whether a label is left alone from now on when it has met each of its faults once. */
  public synchronized void onlyNew(boolean only) {
    onlyNew = only;
  }

  /** The next request of that label is refused, whatever it has met. */
  public synchronized void refuse(String label) {
    refused = Optional.of(label);
  }

  /** Lets every request pass until more are allowed. */
  public synchronized void pause() {
    allowed = 0;
  }

  /** What is to be done to a request of this label. */
  public synchronized Optional<Fault> next(RequestLabel label) {
    if (allowed == 0 || label.faults().isEmpty()) {
      return Optional.empty();
    }
    Part part = parts.computeIfAbsent(label.toString(), key -> new Part(label));
    boolean isRefused = refused.filter(label.toString()::equals).isPresent();
    Optional<Fault> fault = isRefused ? Optional.of(Fault.FORBIDDEN) : part.next();
    if (isRefused) {
      refused = Optional.empty();
    }
    fault.ifPresent(
        chosen -> {
          allowed--;
          total++;
          injected
              .computeIfAbsent(label.toString(), key -> new EnumMap<>(Fault.class))
              .merge(chosen, 1, Integer::sum);
        });
    return fault;
  }

  /** A fault that could not be injected after all. */
  synchronized void takeBack(RequestLabel label, Fault fault) {
    allowed++;
    total--;
    injected.computeIfPresent(
        label.toString(),
        (key, faults) -> {
          faults.merge(fault, -1, (before, less) -> before + less == 0 ? null : before + less);
          return faults.isEmpty() ? null : faults;
        });
  }

  /** How many requests were broken. */
  public synchronized int total() {
    return total;
  }

  /** Faults that a label was asked for with and has not met yet; only labels with any. */
  public synchronized Map<String, List<Fault>> notMet() {
    Map<String, List<Fault>> open = new TreeMap<>();
    parts.forEach(
        (label, part) -> {
          Map<Fault, Integer> met = injected.getOrDefault(label, Map.of());
          List<Fault> left = part.faults.stream().filter(fault -> !met.containsKey(fault)).toList();
          if (!left.isEmpty()) {
            open.put(label, left);
          }
        });
    return open;
  }

  /** How often each label met each fault; a copy. */
  public synchronized Map<String, Map<Fault, Integer>> injected() {
    Map<String, Map<Fault, Integer>> copy = new TreeMap<>();
    injected.forEach((label, faults) -> copy.put(label, new EnumMap<>(faults)));
    return copy;
  }
}
