package dev.kcompact.job;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps technology in its adapters, and policy free of it. */
@AnalyzeClasses(packages = "dev.kcompact.job", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyAdaptersUseTheSdk =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(S3|Sqs)[A-Za-z]*(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule onlyTheDeadLetterSinkUsesKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..deadletter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  /** Of Flink, policy uses the two interfaces of splits and their events only. */
  @ArchTest
  static final ArchRule policyUsesNoFlink =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..plan..",
              "..discovery..",
              "..lake..",
              "..lease..",
              "..source.split..",
              "..decode..",
              "..store..",
              "..notify..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("org.apache.flink..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          nameMatching(".*\\.Source(Split|Event)"))));

  /**
   * Managed Flink rejects a job that changes its configuration in code. The local clusters reject
   * it too, at run time; this rule names the line.
   */
  @ArchTest
  static final ArchRule theJobDoesNotConfigureFlink =
      noClasses()
          .should()
          .callMethodWhere(
              target(
                      owner(
                          assignableTo(
                              "org.apache.flink.streaming.api.environment."
                                  + "StreamExecutionEnvironment")))
                  .and(target(nameMatching("(?!getExecutionEnvironment$|fromSource$|execute$).*"))))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "org\\.apache\\.flink\\.(streaming\\.api\\.environment\\.CheckpointConfig"
                  + "|api\\.common\\.ExecutionConfig|configuration\\..*Options)");

  @ArchTest
  static final ArchRule theJobDoesNotDependOnTheFinalizer =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.kcompact.finalizer..");

  /** From objects to records to tokens and values, and never back. */
  @ArchTest
  static final ArchRule decodingHasNoCycles =
      slices().matching("dev.kcompact.job.decode.(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theParquetWriterKnowsNothingOfTheSink =
      noClasses()
          .that()
          .resideInAPackage("..write.parquet")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.kcompact.job.write");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.kcompact.job.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCyclesInTheSource =
      slices().matching("dev.kcompact.job.source.(*)..").should().beFreeOfCycles();
}
