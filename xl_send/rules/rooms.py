"""Every file of rules by its room, those of the rooms within it among them.

Written by `python -m xl_send.dev.build`: to search the folders loads much that nothing else needs.
"""

ROOMS = {
    "xl_send.rules.cells": (
        " assumptions damage dates forums ids looks misnamed_rows names pasted_rows references rows sheets tables"
        " unread"
    ),
    "xl_send.rules.conflicts": (
        " benefits capacity decision_days designs diagnostics forums handovers.acceptance handovers.accounts"
        " handovers.dates handovers.one_party handovers.states handovers.told_apart handovers.whose handovers.words"
        " knock_on kpi_definitions mitigations order people phases references shared_figures"
    ),
    "xl_send.rules.figures": (
        " actuals bases bases_beside copied_forward copied_rows first_figures magnitudes one_or_all pairs.last_year"
        " pairs.one_fact pairs.said_beside pairs.steps_said pairs.turned_signs percents period_ends scales series"
        " shares_of_base steady.unlike_the_others units words.counts words.financial_periods words.not_counted"
        " words.noted words.sums years.counts_for_all years.expected_of_years years.months years.paces years.rolling"
        " years.running_totals years.said_spans years.shares_of_year years.tenfold years.totals_beside_periods"
        " years.year_to_date"
    ),
    "xl_send.rules.governance": (
        " deliveries forums givers handovers listed_meetings meetings need_dates no_meeting_left parties promises"
        " said.accepted_early said.asked_forums said.awaited said.evidence_forums said.forums_alike said.handover_days"
        " said.handover_late said.handover_notes said.ids_in_words said.named_meetings said.next_meetings"
        " said.occasions said.other_parties terms.calendar terms.half_terms terms.kinds terms.school_tasks"
        " terms.statutory_days terms.unlisted_holidays"
    ),
    "xl_send.rules.kpis": (
        " bases comparisons dates definitions evidence expectations.ends expectations.key_milestones"
        " expectations.milestones expectations.out_of_line expectations.paths expectations.steps"
        " expectations.steps_of_titles expectations.withdrawn journeys links outcomes parts reports sets starts"
        " tolerances words.compared words.latest_compared words.left_over words.limits words.measures"
        " words.milestone_ends words.rows_down words.said_bases words.said_ends words.said_limits words.said_months"
        " words.shares_and_scales words.types_and_titles years"
    ),
    "xl_send.rules.milestones": (
        " change_requests dates.commentaries dates.days_off dates.fixed dates.forum_days dates.moved_plans"
        " dates.named_terms dates.no_longer_fit dates.own_day dates.rounds dates.statutory dates.task_order"
        " dates.typed dates.years deciding.notices deciding.other_forums deciding.preparations deciding.request_words"
        " deciding.requests deciding.requests_taken deciding.rollouts deciding.steps deciding.titles decisions"
        " dependencies handover_links involvement listed.named_schools listed.nearly_alike listed.school_counts"
        " open_ends phase_order phases plan_references progress quality reached.commentaries reached.days"
        " reached.deferred reached.early reached.evidence reached.evidence_days reached.evidence_months"
        " reached.handed_over reached.how_late reached.still_open reports schools words_and_columns"
    ),
    "xl_send.rules.privacy": (
        " beside_the_rows case_numbers contact_details counted_children file_and_sheet_names illness personal_data"
        " published_texts"
    ),
    "xl_send.rules.programme": (
        " authority explanations owner_names owners people policies posts posts_held programme reported.aspects"
        " reported.colours_of_ids reported.colours_said reported.commentary reported.deciders reported.leavers"
        " reported.of_another reported.on_course reported.owners_said reported.past_days reported.progress"
        " reported.too_well reported.turned_down reported.untouched reporting_periods returns.as_at_days"
        " returns.missing_returns returns.shared_grants returns.shared_names rolling_on stopped thresholds workstreams"
    ),
    "xl_send.rules.resources": (
        " benefits capacities carried_forward costs diagnostics double_counting funding money money_scale money_years"
        " noted.all_paid noted.beginnings noted.beside_kpis noted.carrying noted.dearer noted.instalments noted.logged"
        " noted.moved_on noted.parts noted.products noted.rounds noted.underspends outturns paid.behind paid.funders"
        " paid.grant_totals paid.months paid.not_yet_decided paid.odd_lines paid.staff_sums posts resources"
        " staffing.ended staffing.heads_and_days staffing.not_yet_begun staffing.rates staffing.rested_on"
        " staffing.role_times staffing.said_fte staffing.said_numbers staffing.said_posts staffing.said_roles"
        " staffing.said_starts staffing.starts_apart staffing.unfilled staffing.vacant_posts sums_in_words"
    ),
    "xl_send.rules.risks": (
        " endings foresight issues log.asked_too_late log.closing_days log.controls_to_come log.done_already"
        " log.exchanged_mitigations log.feared log.got_already log.of_another_risk log.one_column_left"
        " log.settled_in_part log.still_to_come log.target_reached log.too_easily log.while_it_happens outcomes"
        " prompts reviews reworded scores standing targets too_low treatment watched wording"
    ),
    "xl_send.rules.slips": (
        " copied_words counted_up days.month_first days.odd_days days.row_dates days.weekends days.years"
        " decisions_asked digits exchanged meeting_rows mitigation_kinds moved_texts odd_links odd_rows odd_sizes"
        " shuffled_columns sorted_apart"
    ),
    "xl_send.rules.words": (
        " days.after_another days.days_of_help days.days_said_twice days.decision_months days.done_days"
        " days.first_figures_said days.green_by days.mitigation_days days.named_days days.order_said days.planned_days"
        " days.reached_days days.said_early days.steps_to_green done_numbers grants help_asked number_pairs"
        " numbers.complete numbers.kpi_counts numbers.kpi_days numbers.openings numbers.parts numbers.said_twice"
        " numbers.shares_asked numbers.shares_said numbers.titles numbers.two_texts numbers.worked_out"
        " numbers.written_sums said_counts said_decisions said_figures said_leaving said_progress said_states"
        " said_sums sums_elsewhere whose_figures work_left"
    ),
}
