package dev.kcompact.cli.init;

import dev.kcompact.cli.store.ObjectStore.Listed;
import dev.kcompact.contract.naming.PairedObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the topics of a folder apart, by the names of its objects. */
final class TopicReader {
  private static final Pattern SIDE =
      Pattern.compile("(?<topic>.+)\\+\\d+\\+\\d+\\.(?<kind>keys|headers)(\\.[A-Za-z0-9.]+)?");
  private static final int MANY_TOPICS = 1000;

  private final String prefix;
  private final List<Listed> all;
  private final boolean isComplete;

  /** What is known of a topic while it is read. */
  private static final class Draft {
    final List<Listed> objects = new ArrayList<>();
    final Set<PairedObject> sides = EnumSet.noneOf(PairedObject.class);
    final Map<String, Long> oddities = new TreeMap<>();

    void odd(String what) {
      oddities.merge(what, 1L, Long::sum);
    }
  }

  TopicReader(String prefix, List<Listed> all, boolean isComplete) {
    this.prefix = prefix;
    this.all = all;
    this.isComplete = isComplete;
  }

  List<FoundTopic> topics() {
    List<String> keys =
        all.stream()
            .map(listed -> listed.object().key())
            .filter(key -> !FolderNames.isMarker(key))
            .filter(key -> !SIDE.matcher(FolderNames.nameOf(key)).matches())
            .toList();
    SinkNaming naming = SinkNaming.of(keys, prefix.length());
    Map<String, Draft> drafts = new TreeMap<>();
    for (Listed listed : all) {
      String key = listed.object().key();
      Matcher side = SIDE.matcher(FolderNames.nameOf(key));
      if (side.matches()) {
        PairedObject kind =
            side.group("kind").equals("keys") ? PairedObject.KEYS : PairedObject.HEADERS;
        draft(drafts, side.group("topic")).sides.add(kind);
      } else {
        add(drafts, naming, listed);
      }
    }
    return finished(drafts, naming);
  }

  private static Draft draft(Map<String, Draft> drafts, String topic) {
    return drafts.computeIfAbsent(topic, none -> new Draft());
  }

  private void add(Map<String, Draft> drafts, SinkNaming naming, Listed listed) {
    String key = listed.object().key();
    String folder = FolderNames.nameOf(prefix);
    if (FolderNames.isMarker(key)) {
      draft(drafts, "").odd("a marker, without records");
      return;
    }
    boolean isKnown = naming != SinkNaming.UNKNOWN;
    boolean isNamed = naming.naming().match(key, prefix.length()).isPresent();
    String topic = isKnown ? naming.topicOf(key, prefix.length()).orElse(folder) : folder;
    if (isKnown && !isNamed) {
      draft(drafts, "").odd("of another name than the sink's");
    }
    if (!isKnown || isNamed) {
      Draft draft = draft(drafts, topic);
      draft.objects.add(listed);
      if (listed.object().size() == 0) {
        draft.odd("empty");
      }
    }
  }

  /** Objects of no topic are reported with the first one. */
  private List<FoundTopic> finished(Map<String, Draft> drafts, SinkNaming naming) {
    Map<String, Long> ofNone = new TreeMap<>();
    List<FoundTopic> topics = new ArrayList<>();
    drafts.forEach(
        (topic, draft) -> {
          if (draft.objects.isEmpty()) {
            draft.oddities.forEach((what, count) -> ofNone.merge(what, count, Long::sum));
          } else if (topics.size() < MANY_TOPICS) {
            topics.add(topic(topic, draft, naming));
          }
        });
    if (!topics.isEmpty() && !ofNone.isEmpty()) {
      FoundTopic first = topics.get(0);
      first.oddities().forEach((what, count) -> ofNone.merge(what, count, Long::sum));
      topics.set(
          0,
          new FoundTopic(
              first.topic(),
              first.prefix(),
              first.naming(),
              first.layout(),
              first.objects(),
              first.isComplete(),
              first.sides(),
              ofNone));
    }
    return topics;
  }

  private FoundTopic topic(String topic, Draft draft, SinkNaming naming) {
    List<String> directories =
        draft.objects.stream().map(listed -> directories(listed.object().key())).toList();
    String layout = DayLayout.of(directories);
    for (String directory : directories) {
      if (!layout.isEmpty() && DayLayout.day(layout, directory).isEmpty()) {
        draft.odd("outside of the days' directories; compacted by its last modification");
      }
    }
    return new FoundTopic(
        topic, prefix, naming, layout, draft.objects, isComplete, draft.sides, draft.oddities);
  }

  private String directories(String key) {
    int slash = key.lastIndexOf('/');
    return slash < prefix.length() ? "" : key.substring(prefix.length(), slash);
  }
}
