package dev.kcompact.cli.check;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Page;
import dev.kcompact.cli.store.ObjectStore.PageRequest;
import dev.kcompact.contract.source.SourceListing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The first page of each directory, as long as there are LISTs left. */
final class BoundedListing implements SourceListing {
  private final ObjectStore store;
  private final ListingBudget budget;
  private boolean isComplete = true;

  BoundedListing(ObjectStore store, ListingBudget budget) {
    this.store = store;
    this.budget = budget;
  }

  /** Whether everything was listed that was asked for. */
  boolean isComplete() {
    return isComplete;
  }

  @Override
  public Level level(String directory) {
    List<String> keys = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    String next = "";
    do {
      if (!budget.take()) {
        isComplete = false;
        break;
      }
      Page page = store.page(new PageRequest(directory, true, next, PageRequest.MAX));
      page.objects().forEach(listed -> keys.add(listed.object().key()));
      directories.addAll(page.directories());
      next = page.next();
    } while (!next.isEmpty());
    return new Level(keys, directories);
  }

  @Override
  public Stream<String> keys(String directory) {
    if (!budget.take()) {
      isComplete = false;
      return Stream.of();
    }
    Page page = store.page(new PageRequest(directory, false, "", PageRequest.MAX));
    isComplete &= page.isLast();
    return page.objects().stream().map(listed -> listed.object().key());
  }
}
