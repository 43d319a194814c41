package dev.kcompact.testbed.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kcompact.cli.ExitCode;
import dev.kcompact.testbed.report.Price;
import dev.kcompact.testbed.report.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the cost of a day on AWS as a Markdown table, based on a demo's report. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description =
        "Itemizes the cost of a day on AWS, from the measurements of a demo's report and the price"
            + " list.",
    footer = {"", "Example: kcompact cost --report .work/demo/report.json"})
public final class CostCommand implements Callable<Integer> {
  private static final int DIGITS = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--report",
      required = true,
      paramLabel = "FILE",
      description = "A demo's report.json; the reference load is demo --objects 70000.")
  private Path report = Path.of("report.json");

  @Option(
      names = "--kpus",
      paramLabel = "N",
      defaultValue = "1",
      description = "KPUs of the streaming job (default: ${DEFAULT-VALUE}).")
  private int kpus;

  @Option(
      names = "--finalize-memory",
      paramLabel = "MB",
      defaultValue = "3008",
      description =
          "Memory of the finalize function; its measured time is not scaled (default:"
              + " ${DEFAULT-VALUE}, the template's).")
  private int finalizeMib;

  @Option(
      names = "--alarms",
      paramLabel = "N",
      defaultValue = "13",
      description = "Alarms (default: ${DEFAULT-VALUE}).")
  private int alarms;

  @Option(
      names = "--dashboards",
      paramLabel = "N",
      defaultValue = "1",
      description = "Dashboards (default: ${DEFAULT-VALUE}).")
  private int dashboards;

  @Option(
      names = "--metrics",
      paramLabel = "N",
      defaultValue = "30",
      description = "Custom CloudWatch metrics (default: ${DEFAULT-VALUE}).")
  private int metrics;

  @Option(
      names = "--poll-interval",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds between two discovery passes (default: ${DEFAULT-VALUE}).")
  private int pollSeconds;

  @Option(
      names = "--nat-gateways",
      paramLabel = "N",
      defaultValue = "0",
      description = "NAT gateways (default: ${DEFAULT-VALUE}).")
  private int natGateways;

  @Option(
      names = "--endpoint-zones",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Interface endpoints, each counted in each of its zones (default: ${DEFAULT-VALUE}).")
  private int endpointZones;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      description = "us-east-1 or sa-east-1 (default: ${DEFAULT-VALUE}).")
  private String region = "us-east-1";

  @Override
  public Integer call() throws IOException {
    DayCost.Deployed deployed =
        new DayCost.Deployed(
            kpus,
            finalizeMib,
            alarms,
            dashboards,
            metrics,
            pollSeconds,
            new DayCost.Network(natGateways, endpointZones));
    JsonNode figures = new ObjectMapper().readTree(report.toFile());
    table(new DayCost(figures, deployed, prices()).items(), prices())
        .forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return ExitCode.SUCCESS;
  }

  private Prices prices() {
    try {
      return Prices.of(region);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--region: " + e.getMessage(), e);
    }
  }

  static List<String> table(List<DayCost.CostItem> items, Prices prices) {
    List<String> lines = new ArrayList<>();
    lines.add("| a day, list prices of " + prices.region() + ", " + Prices.AS_OF + " | | |");
    lines.add("| --- | --- | ---: |");
    BigDecimal sum = BigDecimal.ZERO;
    for (DayCost.CostItem item : items) {
      lines.add(line(item.what(), item.amount(), item.dollars()));
      sum = sum.add(item.dollars());
    }
    lines.add(line("**total**", "", sum));
    if (!prices.unconfirmed().isEmpty()) {
      lines.add("");
      lines.add(
          "These prices of %s are from memory, check them: %s."
              .formatted(prices.region(), words(prices.unconfirmed())));
    }
    return lines;
  }

  private static String words(Set<Price> prices) {
    return prices.stream()
        .sorted()
        .map(price -> price.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private static String line(String what, String amount, BigDecimal dollars) {
    return "| "
        + what
        + " | "
        + amount
        + " | $"
        + dollars.setScale(DIGITS, RoundingMode.HALF_UP)
        + " |";
  }
}
