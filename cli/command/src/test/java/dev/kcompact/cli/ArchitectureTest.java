package dev.kcompact.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kcompact.cli")
class ArchitectureTest {
  /** The job is started from its jar. The test bed depends on the command, never the reverse. */
  @ArchTest
  static final ArchRule dependsOnNoTestBedAndNoFlink =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.kcompact.testbed..", "org.apache.flink..");

  /** ADR 64. */
  @ArchTest
  static final ArchRule commandsThatLookAtRecordsAloneUseDecoderAndRules =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.kcompact.cli.inspect..",
              "dev.kcompact.cli.init..",
              "dev.kcompact.cli.check..",
              "dev.kcompact.cli.evolve..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.kcompact.job..", "dev.kcompact.finalizer..");

  @ArchTest
  static final ArchRule theDecoderAloneIsUsedOfTheJob =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.kcompact.job..")
                  .and(resideOutsideOfPackage("dev.kcompact.job.decode..")));

  /** The rules name a few records of other packages. */
  @ArchTest
  static final ArchRule theRulesAloneAreUsedOfTheFinalizer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kcompact.finalizer.clean..",
              "dev.kcompact.finalizer.feedback..",
              "dev.kcompact.finalizer.ledger..",
              "dev.kcompact.finalizer.lock..",
              "dev.kcompact.finalizer.notify..",
              "dev.kcompact.finalizer.plan..",
              "dev.kcompact.finalizer.publish..",
              "dev.kcompact.finalizer.rollback..");

  @ArchTest
  static final ArchRule theGuardRunsInAnyClassPath =
      noClasses()
          .that()
          .resideInAPackage("dev.kcompact.cli.guard..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.kcompact.cli.guard..", "java..", "sun.misc..", "org.jspecify..");
}
