package dev.kcompact.job.topics;

import static dev.kcompact.contract.Arguments.requirePositive;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TopicAssignment;
import dev.kcompact.contract.table.WildcardTable;
import dev.kcompact.contract.topics.TopicTables;
import dev.kcompact.job.discovery.listing.PrefixLister;
import dev.kcompact.job.store.ObjectStore;
import dev.kcompact.job.table.JobTables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds topics that no definition owns, and gives them the tables of wildcards. The document in the
 * lake has a topic before the catalog does, so before an object of it is planned. Without wildcards
 * it makes no request. Methods that do run in the enumerator's worker thread; the catalog may be
 * read in any.
 */
public final class TopicDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(TopicDiscovery.class);

  /** Longest time between two listings of the topics. */
  private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);

  private static final int SHOWN = 5;

  private final TableCatalog declared;
  private final ObjectStore source;
  private final List<String> ignored;
  private final Duration interval;
  private final TopicDocument document;
  private Instant lastListing = Instant.MIN;
  private volatile TableCatalog catalog;
  private volatile TopicTables topics = TopicTables.NONE;
  private List<String> beyond = List.of();
  private boolean isLoaded;
  private long requests;

  /**
   * @param declared the definitions
   * @param fullScanInterval topics are listed at least as often
   */
  public TopicDiscovery(
      TableCatalog declared, ObjectStore source, ObjectStore lake, Duration fullScanInterval) {
    requirePositive(fullScanInterval, "fullScanInterval");
    this.declared = declared;
    this.source = source;
    this.ignored =
        declared.wildcards().isEmpty()
            ? List.of()
            : LakeLayout.directoriesIn(source.root(), lake.root());
    this.interval = fullScanInterval.compareTo(MAX_INTERVAL) < 0 ? fullScanInterval : MAX_INTERVAL;
    this.document = new TopicDocument(lake);
    this.catalog = declared;
  }

  /** The definitions, and the tables of the topics that are known. */
  public TableCatalog catalog() {
    return catalog;
  }

  /**
   * Returns a table by its name.
   *
   * @throws IllegalStateException if there is no such base table, for example because its
   *     definition was removed
   */
  public BaseTable baseTable(String name) {
    return catalog.baseTable(name).orElseThrow(() -> JobTables.missing(name));
  }

  /** Whether a wildcard has left the table's topic to a definition, which takes its objects. */
  public boolean isLeft(String table) {
    return topics.hasTable(table) && catalog.table(table).isEmpty();
  }

  /** Topics without a table, because there is no room for more. */
  public long beyondLimit() {
    return beyond.size();
  }

  /** Number of listings of topics since the last call. */
  public long takeRequests() {
    long taken = requests;
    requests = 0;
    return taken;
  }

  /** Reads the document if it was not; returns whether the catalog has changed. */
  public boolean load() throws IOException {
    return !declared.wildcards().isEmpty() && !isLoaded && use(document.read());
  }

  /**
   * Lists the topics if that is due, and writes down new ones; returns whether the catalog has
   * changed.
   *
   * @param isFullScan whether they are listed in any case
   */
  public boolean discover(Instant now, boolean isFullScan) throws IOException {
    boolean isDue =
        isFullScan || lastListing.equals(Instant.MIN) || !now.isBefore(lastListing.plus(interval));
    if (declared.wildcards().isEmpty() || !isDue) {
      return false;
    }
    TopicTables known = document.read();
    TopicAssignment found = declared.assign(known, directories(now), now);
    note(found.beyond());
    if (!found.topics().equals(known)) {
      isLoaded = false;
      document.write(found.topics());
      LOG.info(
          "Found {} topics without a definition; {} tables of wildcards in all",
          found.topics().entries().size() - known.entries().size(),
          found.topics().entries().size());
    }
    lastListing = now;
    return !isLoaded && use(found.topics());
  }

  private boolean use(TopicTables known) {
    topics = known;
    catalog = declared.expand(known);
    isLoaded = true;
    return true;
  }

  private List<String> directories(Instant now) throws IOException {
    List<String> directories = new ArrayList<>();
    PrefixLister lister = new PrefixLister(source, now, now, Duration.ZERO);
    for (WildcardTable wildcard : declared.wildcards()) {
      lister.prefixesBelow(wildcard.prefix()).stream()
          .filter(directory -> ignored.stream().noneMatch(own -> own.startsWith(directory)))
          .forEach(directories::add);
    }
    requests += lister.requests();
    return directories;
  }

  private void note(List<String> found) {
    if (!found.isEmpty() && !found.equals(beyond)) {
      LOG.warn(
          "{} topics have no table, for source.max-tables is reached: {}; raise it, or define"
              + " tables",
          found.size(),
          found.subList(0, Math.min(SHOWN, found.size())));
    }
    beyond = found;
  }
}
