package dev.kcompact.cli.evolve;

import dev.kcompact.contract.schema.ExactConversion;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.InvalidDefinitionsException;
import dev.kcompact.contract.table.TableCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema with the edits that definitions accept and that keep the files readable.
 *
 * @param file name of the schema, relative to the definitions
 * @param before its text
 * @param after its text with the edits
 * @param refused proposals whose edits are not in it
 */
record EvolvedSchema(String file, String before, String after, List<Proposal> refused) {
  private static final Pattern SCHEMA =
      Pattern.compile("(?m)^[\"']?schema[\"']?\\s*:\\s*[\"']?([^\"'#\\s,}]+)");

  private static final Pattern TABLE =
      Pattern.compile("(?m)^[\"']?table[\"']?\\s*:\\s*[\"']?([^\"'#\\s,}]+)");

  EvolvedSchema {
    refused = List.copyOf(refused);
  }

  /** Returns the name of the file with a table's schema; empty if it is not found. */
  static Optional<String> fileOf(BaseTable table, DefinitionFiles files) {
    for (String name : files.tables()) {
      String text = files.contents().getOrDefault(name, "");
      Matcher named = TABLE.matcher(text);
      Matcher schema = SCHEMA.matcher(text);
      if (named.find() && named.group(1).equals(table.name()) && schema.find()) {
        return Optional.of(schema.group(1)).filter(files.contents()::containsKey);
      }
    }
    return Optional.empty();
  }

  /** Makes the edits; those that definitions do not accept are refused. */
  static EvolvedSchema of(
      BaseTable table, DefinitionFiles files, String file, List<Proposal> proposals) {
    String before = files.contents().getOrDefault(file, "");
    String all = before;
    for (Proposal proposal : proposals) {
      all = edited(all, proposal);
    }
    if (isAccepted(table, files, file, all)) {
      return new EvolvedSchema(file, before, all, List.of());
    }
    String after = before;
    List<Proposal> refused = new ArrayList<>();
    for (Proposal proposal : proposals) {
      String next = edited(after, proposal);
      if (isAccepted(table, files, file, next)) {
        after = next;
      } else {
        refused.add(proposal);
      }
    }
    return new EvolvedSchema(file, before, after, refused);
  }

  private static String edited(String text, Proposal proposal) {
    SchemaText schema = new SchemaText(text);
    if (proposal.edit() != null) {
      proposal.edit().apply(schema);
    }
    return schema.toString();
  }

  private static boolean isAccepted(
      BaseTable table, DefinitionFiles files, String file, String text) {
    Map<String, String> contents = new HashMap<>(files.contents());
    contents.put(file, text);
    try {
      TableCatalog catalog = TableCatalog.load(new DefinitionFiles(contents));
      BaseTable evolved = (BaseTable) catalog.table(table.name()).orElseThrow();
      return table.schema().columns().stream().allMatch(column -> isReadable(column, evolved));
    } catch (InvalidDefinitionsException e) {
      return false;
    }
  }

  private static boolean isReadable(Field column, BaseTable evolved) {
    return evolved
        .schema()
        .column(column.name())
        .filter(now -> ExactConversion.exists(column.type(), now.type()))
        .isPresent();
  }

  boolean isChanged() {
    return !before.equals(after);
  }
}
