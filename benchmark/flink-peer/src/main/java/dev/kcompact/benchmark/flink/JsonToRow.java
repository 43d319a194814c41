package dev.kcompact.benchmark.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Converts a line of JSON to a row through Jackson's tree model, as most jobs do. */
final class JsonToRow extends RichMapFunction<String, RowData> {
  private static final long serialVersionUID = 1L;

  private final String table;
  private final String definitions;
  private transient @Nullable ObjectMapper mapper;
  private transient @Nullable Converter converter;

  JsonToRow(String table, String definitions) {
    this.table = table;
    this.definitions = definitions;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    BaseTable definition =
        TableCatalog.load(DefinitionFiles.readFolder(Path.of(definitions))).baseTables().stream()
            .filter(each -> each.name().equals(table))
            .findFirst()
            .orElseThrow();
    mapper = new ObjectMapper();
    converter = Converter.of(definition.schema().root());
  }

  @Override
  public RowData map(String line) throws IOException {
    if (mapper == null || converter == null) {
      throw new IllegalStateException("open was not called");
    }
    JsonNode node = mapper.readTree(line);
    Object row = converter.convert(node);
    if (row == null) {
      throw new IOException("A line of " + table + " has no record");
    }
    return (RowData) row;
  }
}
