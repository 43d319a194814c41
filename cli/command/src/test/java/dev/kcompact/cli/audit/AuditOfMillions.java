package dev.kcompact.cli.audit;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Audits days, files a day and objects a file, in a JVM of its own, and prints the figures. */
final class AuditOfMillions {
  private AuditOfMillions() {}

  public static void main(String[] arguments) throws Exception {
    int[] counts = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
    Path scratch = Files.createTempDirectory("audit-of-millions");
    MillionsStore source = new MillionsStore(false, counts[0], counts[1], counts[2], scratch);
    MillionsStore lake = new MillionsStore(true, counts[0], counts[1], counts[2], scratch);
    TableCatalog catalog =
        TableCatalog.load(
            new DefinitionFiles(
                Map.of(
                    "tables/orders.yaml",
                    """
                    table: orders
                    domain: sales
                    source: { topic: orders, prefix: topics/orders/, naming: confluent }
                    day: { from: path, layout: "'dt='yyyy-MM-dd", zone: UTC }
                    schema: schemas/orders.schema.json
                    key: [id]
                    """,
                    "schemas/orders.schema.json",
                    "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}")));
    long start = System.nanoTime();
    SourceCheck check = new SourceCheck(source, lake.root(), catalog);
    BaseTable table = catalog.baseTables().get(0);
    TableFigures figures;
    try (AuditReport report = AuditReport.open(scratch.resolve("report.json"))) {
      figures = new LakeAudit(source, new CompactedLake(lake), null).of(table, report);
      report.finish(List.of(figures), check.contents().unowned());
    }
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    System.out.printf(
        "%d objects, %d files, %d covered, complete %b, %d s, peak of the heap %d MB%n",
        figures.objects(),
        figures.files(),
        figures.covered(),
        figures.isComplete(),
        (System.nanoTime() - start) / 1_000_000_000,
        heap >> 20);
  }
}
