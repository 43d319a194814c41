package dev.kcompact.cli.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.process.CommandException;
import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The table definitions of a command, with their location. */
public record TableDefinitions(StorageLocation root, DefinitionFiles files) {
  /** Location of the definitions in the lake. */
  public static final String IN_LAKE = LakeLayout.METADATA + "conf/";

  /**
   * @throws CommandException if the folder has none
   */
  static TableDefinitions in(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute.resolve("tables"))) {
      throw new CommandException(
          "No table definitions in " + absolute + ": name the folder above tables/ with --tables");
    }
    return new TableDefinitions(
        StorageLocation.ofFolder(absolute), DefinitionFiles.readFolder(absolute));
  }

  /**
   * @throws CommandException if the lake has none
   */
  static TableDefinitions in(ObjectStore lake) {
    Map<String, String> contents = new TreeMap<>();
    for (ObjectStore.Listed listed : lake.list(IN_LAKE)) {
      SourceObject object = listed.object();
      String name = object.key().substring(IN_LAKE.length());
      if (DefinitionFiles.isDefinition(name)) {
        contents.put(name, new String(lake.tail(object, (int) object.size()), UTF_8));
      }
    }
    DefinitionFiles files = new DefinitionFiles(contents);
    if (files.tables().isEmpty()) {
      throw new CommandException(
          "No table definitions: "
              + lake.root()
              + IN_LAKE
              + "tables/ is empty; name their folder with --tables, or upload it there");
    }
    return new TableDefinitions(lake.root().resolve(IN_LAKE), files);
  }

  /** The tables that definitions name; those of wildcards are left out. */
  public TableCatalog load() {
    return TableCatalog.load(files);
  }

  /** The tables, also those that wildcards have by the lake's document. */
  public TableCatalog load(ObjectStore lake) {
    TableCatalog declared = load();
    return declared.wildcards().isEmpty() ? declared : declared.expand(TopicDocument.read(lake));
  }

  /** The same, with the tables that the job would give to the topics of the source now. */
  public TableCatalog load(ObjectStore source, ObjectStore lake) {
    TableCatalog declared = load();
    return declared.wildcards().isEmpty()
        ? declared
        : TopicDocument.expand(
            declared,
            TopicDocument.read(lake),
            source,
            LakeLayout.directoriesIn(source.root(), lake.root()));
  }
}
