package dev.kcompact.cli.init;

import dev.kcompact.cli.inspect.InferredTable;
import dev.kcompact.cli.inspect.SampledObject;
import dev.kcompact.cli.inspect.TableInference;
import dev.kcompact.cli.inspect.TableRequest;
import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.TableCatalog;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Infers the tables of a source's folders, one topic after the other. */
final class BucketInference {
  /** Half of the objects of a topic must belong to a table for it to have a definition. */
  private static final int HALF = 2;

  private final ObjectStore store;
  private final ObjectSampler sampler;
  private final Optional<TableCatalog> existing;
  private final TableNames names;
  private final String domain;
  private final @Nullable ZoneId zone;

  BucketInference(
      ObjectStore store,
      ExecutorService fetchers,
      int sample,
      Optional<TableCatalog> existing,
      TableNames names,
      String domain,
      @Nullable ZoneId zone) {
    this.store = store;
    this.sampler = new ObjectSampler(store, fetchers, sample);
    this.existing = existing;
    this.names = names;
    this.domain = domain;
    this.zone = zone;
  }

  /**
   * @param lists most LISTs for the folder
   */
  List<TopicOutcome> infer(DataFolder folder, int lists) {
    SpreadListing listing = new SpreadListing(new BoundedListing(store, lists));
    listing.list(folder);
    List<TopicOutcome> outcomes = new ArrayList<>();
    for (FoundTopic topic :
        new TopicReader(folder.prefix(), listing.objects(), listing.isComplete()).topics()) {
      outcomes.add(outcome(topic));
    }
    return outcomes;
  }

  private TopicOutcome outcome(FoundTopic topic) {
    Optional<String> owner = owner(topic);
    if (owner.isPresent()) {
      return without(topic, "has the definition " + owner.get());
    }
    if (topic.prefix().isEmpty()) {
      return without(topic, "is in the root of the source: name the folder above as --source");
    }
    String days = days(topic);
    List<SampledObject> sample = sampler.sample(topic);
    InferredTable table = new TableInference(request(topic, sample.size())).infer(sample);
    return new TopicOutcome(topic, topic.objects().size(), days, table, "");
  }

  private static TopicOutcome without(FoundTopic topic, String note) {
    return new TopicOutcome(topic, topic.objects().size(), days(topic), null, note);
  }

  /** The table of most of its objects. */
  private Optional<String> owner(FoundTopic topic) {
    if (existing.isEmpty()) {
      return Optional.empty();
    }
    List<BaseTable> owners =
        topic.objects().stream()
            .flatMap(listed -> existing.get().ownerOf(listed.object().key()).stream())
            .toList();
    return owners.size() * HALF >= topic.objects().size()
        ? owners.stream().findFirst().map(BaseTable::name)
        : Optional.empty();
  }

  private TableRequest request(FoundTopic topic, int sampled) {
    List<String> remarks = new ArrayList<>();
    topic
        .oddities()
        .forEach((what, count) -> remarks.add("%,d objects: %s".formatted(count, what)));
    if (sampled == 0) {
      remarks.add("every object that was listed is empty");
    }
    boolean hasMarkers = topic.oddities().keySet().stream().anyMatch(it -> it.contains("marker"));
    return new TableRequest(
        names.nameFor(topic.topic(), topic.prefix()),
        domain,
        topic.topic(),
        topic.prefix(),
        topic.naming().yaml(),
        hasMarkers ? List.of("**/_*", "**/.*", "**/*.{crc,tmp,inprogress}") : List.of(),
        topic.layout(),
        zone,
        topic.naming().isAiven(),
        topic.sides(),
        remarks);
  }

  private static String days(FoundTopic topic) {
    TreeSet<LocalDate> days =
        topic.objects().stream()
            .map(listed -> day(topic, listed))
            .collect(Collectors.toCollection(TreeSet::new));
    return days.isEmpty()
        ? ""
        : days.size() == 1 ? days.first().toString() : days.first() + " to " + days.last();
  }

  private static LocalDate day(FoundTopic topic, Listed listed) {
    return DayLayout.day(topic.layout(), topic.directoriesOf(listed.object().key()))
        .orElseGet(() -> LocalDate.ofInstant(listed.lastModified(), ZoneOffset.UTC));
  }
}
