package dev.kcompact.finalizer.publish.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.table.TableDefinition;
import dev.kcompact.finalizer.publish.catalog.TableShape.Column;
import dev.kcompact.finalizer.publish.catalog.TableShape.Evolution;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableShapeTest {
  @Test
  void hasTheTypesOfHive() {
    assertThat(TableShape.of(SampleDefinitions.orders(), "s3://lake/x/").columns())
        .containsExactly(
            new Column("order_id", "string"),
            new Column("customer", "bigint"),
            new Column("status", "string"),
            new Column("amount", "decimal(10,2)"),
            new Column("items", "array<struct<sku:string,quantity:bigint,sent_at:timestamp>>"),
            new Column("tags", "map<string,string>"),
            new Column("extra", "string"),
            new Column("address", "struct<city:string>"),
            new Column("updated_at", "timestamp"));
  }

  @Test
  void hasTheUnknownFieldsBehindTheDeclaredOnesIfAskedFor() {
    String definition = SampleDefinitions.text("tables/payments.yaml");
    TableDefinition payments =
        SampleDefinitions.with(
                "tables/payments.yaml", definition + "processed: { rescued: true }\n")
            .table("payments")
            .orElseThrow();

    assertThat(TableShape.of(payments, "s3://lake/x/").columns())
        .containsExactly(
            new Column("payment_id", "bigint"),
            new Column("order_id", "string"),
            new Column("paid", "decimal(10,2)"),
            new Column("_rescued", "string"));
  }

  @Test
  void staysWhenNothingHasChanged() {
    assertThat(shape("a string").towards(shape("a string"))).isEqualTo(new Evolution.Same());
  }

  @Test
  void takesAddedColumnsBehindItsOwnAndKeepsDroppedOnes() {
    assertThat(shape("a string", "dropped bigint").towards(shape("new date", "a string")))
        .isEqualTo(new Evolution.Changed(shape("a string", "dropped bigint", "new date")));
  }

  @Test
  void takesAWiderDecimal() {
    assertThat(shape("a decimal(10,2)").towards(shape("a decimal(12,2)")))
        .isEqualTo(new Evolution.Changed(shape("a decimal(12,2)")));
  }

  /** Readers take the physical type of a column from the catalog, for files of any age. */
  @Test
  void takesAWiderDecimalOnlyWithinItsPhysicalType() {
    int taken = 0;
    for (int digits = 2; digits <= 38; digits++) {
      for (int more = digits + 1; more <= 38; more++) {
        String from = "decimal(" + digits + ",2)";
        String to = "decimal(" + more + ",2)";
        boolean isSame = more <= 9 || digits > 9 && more <= 18 || digits > 18;
        taken += isSame ? 1 : 0;
        assertThat(shape("a " + from).towards(shape("a " + to)))
            .isEqualTo(
                isSame
                    ? new Evolution.Changed(shape("a " + to))
                    : new Evolution.Incompatible(
                        List.of("a cannot change from " + from + " to " + to)));
      }
    }
    assertThat(taken).isEqualTo(28 + 36 + 190);
  }

  @Test
  void refusesAnotherTypeAndAnotherScale() {
    assertThat(
            shape("a string", "b decimal(10,2)", "c decimal(10,2)")
                .towards(shape("a bigint", "b decimal(12,3)", "c decimal(9,2)")))
        .isEqualTo(
            new Evolution.Incompatible(
                List.of(
                    "a cannot change from string to bigint",
                    "b cannot change from decimal(10,2) to decimal(12,3)",
                    "c cannot change from decimal(10,2) to decimal(9,2)")));
  }

  @Test
  void takesWiderNumbers() {
    assertThat(
            shape("a int", "b float", "c smallint").towards(shape("a bigint", "b double", "c int")))
        .isEqualTo(new Evolution.Changed(shape("a bigint", "b double", "c int")));
    assertThat(shape("a bigint", "b double").towards(shape("a int", "b bigint")))
        .isEqualTo(
            new Evolution.Incompatible(
                List.of(
                    "a cannot change from bigint to int",
                    "b cannot change from double to bigint")));
  }

  @Test
  void takesFieldsThatAreNewInsideOthersAndKeepsDroppedOnes() {
    assertThat(
            shape("a array<struct<x:int,dropped:string>>", "m map<string,struct<y:decimal(10,2)>>")
                .towards(
                    shape(
                        "a array<struct<new:date,x:bigint>>",
                        "m map<string,struct<y:decimal(12,2),z:array<string>>>")))
        .isEqualTo(
            new Evolution.Changed(
                shape(
                    "a array<struct<x:bigint,dropped:string,new:date>>",
                    "m map<string,struct<y:decimal(12,2),z:array<string>>>")));
  }

  @Test
  void showsTheDifferenceWhereItIs() {
    assertThat(
            shape("a array<struct<x:struct<y:string>>>", "m map<string,int>", "s struct<a:int>")
                .towards(
                    shape(
                        "a array<struct<x:struct<y:bigint>>>", "m map<string,string>", "s string")))
        .isEqualTo(
            new Evolution.Incompatible(
                List.of(
                    "a.*.x.y cannot change from string to bigint",
                    "m.* cannot change from int to string",
                    "s cannot change from struct<a:int> to string")));
  }

  private static TableShape shape(String... columns) {
    return new TableShape(
        "s3://lake/x/",
        List.of(columns).stream()
            .map(column -> new Column(column.split(" ")[0], column.split(" ")[1]))
            .toList());
  }
}
