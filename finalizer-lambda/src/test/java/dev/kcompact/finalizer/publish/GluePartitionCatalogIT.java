package dev.kcompact.finalizer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.finalizer.failure.FailedException;
import dev.kcompact.finalizer.publish.TableShape.Column;
import dev.kcompact.finalizer.run.PublishedDocument.Target;
import dev.kcompact.finalizer.testing.MotoServer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;

/** moto's Glue takes what AWS refuses, so each request is held to the service's limits here. */
class GluePartitionCatalogIT {
  private static final TableShape SHAPE =
      new TableShape("s3://lake/t/", List.of(new Column("id", "bigint")));

  private final List<Integer> sizes = new ArrayList<>();
  private GluePartitionCatalog catalog;

  @BeforeEach
  void connect() {
    MotoServer.running().reset();
    catalog =
        new GluePartitionCatalog(
            GlueClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.addExecutionInterceptor(new Limits()))
                .build());
    catalog.create("db", "t", SHAPE);
  }

  @Test
  void makesAndMovesManyPartitionsAHundredACall() {
    Map<String, Target> first = targets(250, "first");
    catalog.point("db", "t", SHAPE, first);
    assertThat(sizes).containsExactly(100, 100, 50);
    assertThat(catalog.partition("db", "t", "2026-01-01")).contains(first.get("2026-01-01"));

    sizes.clear();
    Map<String, Target> second = targets(251, "second");
    catalog.point("db", "t", SHAPE, second);

    assertThat(sizes).containsExactly(100, 100, 100, 100, 51, 50);
    second.forEach(
        (value, target) -> assertThat(catalog.partition("db", "t", value)).contains(target));
  }

  @Test
  void removesPartitionsTwentyFiveACallAndOnesThatAreGone() {
    catalog.point("db", "t", SHAPE, targets(30, "x"));
    sizes.clear();

    catalog.remove("db", "t", targets(31, "x").keySet());

    assertThat(sizes).containsExactly(25, 6);
    assertThat(catalog.partition("db", "t", "2026-01-01")).isEmpty();
  }

  @Test
  void readsBackTheShapeAndEvolvesIt() {
    assertThat(catalog.find("db", "t")).contains(SHAPE);
    assertThat(catalog.find("db", "other")).isEmpty();
    TableShape wider =
        new TableShape(
            "s3://lake/t/", List.of(new Column("id", "bigint"), new Column("n", "string")));

    catalog.evolve("db", "t", wider);

    assertThat(catalog.find("db", "t")).contains(wider);
  }

  @Test
  void creatingTwiceIsNoFailure() {
    catalog.create("db", "t", SHAPE);

    assertThat(catalog.find("db", "t")).contains(SHAPE);
  }

  @Test
  void namesWhatFailed() {
    assertThatThrownBy(() -> catalog.point("db", "none", SHAPE, targets(1, "x")))
        .isInstanceOf(FailedException.class)
        .hasMessageStartingWith("Failed to create partitions: db.none (EntityNotFoundException");
  }

  private static Map<String, Target> targets(int count, String run) {
    Map<String, Target> targets = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String value = LocalDate.of(2026, 1, 1).plusDays(i).toString();
      targets.put(value, new Target("s3://lake/t/dt=" + value + "/" + run + "/", Map.of("r", run)));
    }
    return targets;
  }

  /** What AWS would refuse. */
  private final class Limits implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof BatchCreatePartitionRequest create) {
        sizes.add(create.partitionInputList().size());
        assertThat(create.partitionInputList())
            .hasSizeLessThanOrEqualTo(100)
            .allMatch(partition -> partition.values().size() == 1)
            .allMatch(partition -> partition.storageDescriptor().location() != null);
      } else if (context.request() instanceof BatchUpdatePartitionRequest update) {
        sizes.add(update.entries().size());
        assertThat(update.entries())
            .hasSizeLessThanOrEqualTo(100)
            .allMatch(e -> e.partitionValueList().equals(e.partitionInput().values()));
      } else if (context.request() instanceof BatchDeletePartitionRequest delete) {
        sizes.add(delete.partitionsToDelete().size());
        assertThat(delete.partitionsToDelete()).hasSizeLessThanOrEqualTo(25);
      }
      assertThat(Optional.of(context.request())).isPresent();
    }
  }
}
