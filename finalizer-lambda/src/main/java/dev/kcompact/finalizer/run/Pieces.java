package dev.kcompact.finalizer.run;

import dev.kcompact.finalizer.run.PlanDocument.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What is done of a slice's parts, by the results in the lake. A part that was too large for one
 * invocation is halved, and its halves are again: what counts are pieces that together are the
 * part. An attempt whose answer was lost may have left the whole beside its pieces; the largest
 * wins.
 */
public final class Pieces {
  private final Set<Part> done;

  /**
   * @param done parts and pieces that have a result
   */
  public Pieces(Collection<Part> done) {
    this.done = Set.copyOf(done);
  }

  /** The pieces that together are {@code part}; what is not done is in it as a whole. */
  public List<Part> of(Part part) {
    return done.contains(part) || !isBegun(part) ? List.of(part) : ofHalves(part);
  }

  private List<Part> ofHalves(Part part) {
    List<Part> pieces = new ArrayList<>();
    part.halves().forEach(half -> pieces.addAll(of(half)));
    return pieces;
  }

  /**
   * What is still to be done of {@code part}.
   *
   * @param halved parts that were found to be too large
   */
  public List<Part> remaining(Part part, Collection<Part> halved) {
    if (done.contains(part)) {
      return List.of();
    }
    if (!halved.contains(part) && !isBegun(part)) {
      return List.of(part);
    }
    List<Part> pieces = new ArrayList<>();
    part.halves().forEach(half -> pieces.addAll(remaining(half, halved)));
    return pieces;
  }

  private boolean isBegun(Part part) {
    return done.stream().anyMatch(each -> !each.equals(part) && each.isWithin(part));
  }
}
