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

/** Confines technology to its adapters and keeps it out of policy. */
@AnalyzeClasses(packages = "dev.kcompact.job", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyAdaptersUseTheSdk =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.((S3|Sqs)[A-Za-z]*|SecretCallbackHandler)(\\$.*)?")
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

  /** Policy uses only two interfaces of Flink: splits and their events. */
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
              "..notify..",
              "..topics..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("org.apache.flink..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          nameMatching(".*\\.Source(Split|Event)"))));

  /**
   * Managed Flink rejects jobs that change their configuration in code. Local clusters do so at run
   * time; this rule reports the line.
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

  /** Dependencies lead from objects to records to tokens and values only. */
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
