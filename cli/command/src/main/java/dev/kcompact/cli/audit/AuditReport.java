package dev.kcompact.cli.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kcompact.cli.audit.Audit.TableAudit;
import dev.kcompact.contract.lineage.Coverage;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.source.UnownedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * The JSON report of an audit: {@code whole}, and by table {@code objects}, {@code cleaned}, {@code
 * files}, {@code covered} and the full lists {@code missing}, {@code doubled} (each with its
 * files), {@code changed}, {@code gone}, {@code unproven} and {@code excluded}, numbers by kind.
 * {@code unowned} lists the folders with keys that no table owns. {@code whole} is false if no
 * object was found.
 */
final class AuditReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditReport() {}

  static void write(Path file, Map<String, TableAudit> audits, UnownedKeys unowned)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put(
        "whole",
        audits.values().stream().anyMatch(audit -> !audit.raw().isEmpty())
            && audits.values().stream().allMatch(audit -> audit.coverage().isComplete()));
    ObjectNode tables = root.putObject("tables");
    audits.forEach((name, audit) -> table(tables.putObject(name), audit));
    ArrayNode folders = root.putArray("unowned");
    for (UnownedKeys.Folder folder : unowned.folders()) {
      folders
          .addObject()
          .put("folder", folder.name())
          .put("keys", folder.count())
          .put("first", folder.first());
    }
    Files.writeString(file, root.toPrettyString() + "\n");
  }

  private static void table(ObjectNode node, TableAudit audit) {
    Coverage coverage = audit.coverage();
    node.put("objects", audit.raw().size());
    node.put("cleaned", audit.cleaned());
    node.put("files", audit.files().size());
    node.put("covered", coverage.covered());
    names(node, "missing", coverage.missing().stream().map(SourceObject::key).toList());
    ArrayNode duplicated = node.putArray("doubled");
    for (Coverage.Duplicated each : coverage.duplicated()) {
      ObjectNode object = duplicated.addObject().put("key", each.key());
      names(object, "files", each.files());
    }
    names(node, "changed", coverage.changed().stream().map(SourceObject::key).toList());
    names(node, "gone", coverage.deleted());
    names(node, "unproven", coverage.unproven());
    ObjectNode excluded = node.putObject("excluded");
    audit.excluded().byCode().forEach(excluded::put);
  }

  private static void names(ObjectNode node, String field, Collection<String> names) {
    names.forEach(node.putArray(field)::add);
  }
}
