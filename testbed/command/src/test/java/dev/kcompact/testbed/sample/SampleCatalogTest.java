package dev.kcompact.testbed.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.TableCatalog;
import dev.kcompact.contract.table.TableDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Checks that the sample's objects match the definitions in conf/. */
class SampleCatalogTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 22);
  private final TableCatalog catalog =
      TableCatalog.load(DefinitionFiles.readFolder(Path.of("../../conf")));

  @Test
  void catalogLoadsWithoutAProblem() {
    assertThat(catalog.tables())
        .extracting(TableDefinition::name)
        .containsExactly("customers", "orders", "paid_orders", "payments", "shipments");
  }

  @Test
  void everyObjectBelongsToItsTableAndDay() {
    for (TableDay table : SampleDay.of(SampleSpec.of(11, DATE, 500, 3)).tables()) {
      for (int i = 0; i < table.objects(); i++) {
        TableDay.SampleObject object = table.object(i);
        BaseTable owner = catalog.ownerOf(object.key()).orElseThrow();
        assertThat(owner.name()).isEqualTo(table.table());
        assertThat(owner.dayOf(object.key(), Instant.EPOCH)).hasValue(DATE);
        assertThat(object.key()).startsWith(table.directory());
        assertThat(owner.nameOf(object.key()).orElseThrow())
            .satisfies(name -> assertThat(name.partition()).isEqualTo(object.partition()))
            .satisfies(name -> assertThat(name.startOffset()).isEqualTo(object.offset()));
      }
    }
  }
}
