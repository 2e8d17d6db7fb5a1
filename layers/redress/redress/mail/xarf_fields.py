"""Which fields a XARF report must have and what each must be: facts of the specification's minor versions 0 to 2. Data.

Fields and types of later versions are let through; what we know and find to be something else makes a document none.
"""

import re
from typing import Any

KNOWN_MINOR = 2

_TAG = re.compile(r"[a-z0-9][a-z0-9_+-]{0,99}:[a-z0-9][a-z0-9_+-]{0,199}")
_HASH = re.compile(r"(?:md5|sha1|sha256|sha512):[0-9A-Fa-f]{1,200}")

REQUIRED: dict[str, tuple[str, ...]] = {
    "connection/ddos": ("protocol", "first_seen"),
    "connection/infected_host": ("protocol", "bot_type", "first_seen"),
    "connection/login_attack": ("protocol", "first_seen"),
    "connection/port_scan": ("protocol", "first_seen"),
    "connection/reconnaissance": ("protocol", "probed_resources", "first_seen"),
    "connection/scraping": ("protocol", "first_seen", "total_requests"),
    "connection/sql_injection": ("protocol", "first_seen"),
    "connection/vulnerability_scan": ("scan_type", "protocol", "first_seen"),
    "content/brand_infringement": ("url", "infringement_type", "legitimate_site"),
    "content/csam": ("url", "classification", "detection_method"),
    "content/csem": ("url", "exploitation_type", "detection_method"),
    "content/exposed_data": ("url", "data_types", "exposure_method"),
    "content/fraud": ("url", "fraud_type"),
    "content/malware": ("url",),
    "content/phishing": ("url",),
    "content/remote_compromise": ("url", "compromise_type"),
    "content/suspicious_registration": ("url", "registration_date", "suspicious_indicators"),
    "copyright/copyright": ("infringing_url",),
    "copyright/cyberlocker": ("infringing_url", "hosting_service"),
    "copyright/link_site": ("infringing_url", "site_name"),
    "copyright/p2p": ("p2p_protocol",),
    "copyright/ugc_platform": ("infringing_url", "platform_name"),
    "copyright/usenet": ("newsgroup",),
    "infrastructure/botnet": ("compromise_evidence",),
    "infrastructure/compromised_server": ("compromise_method",),
    "messaging/bulk_messaging": ("protocol", "recipient_count"),
    "messaging/spam": ("protocol",),
    "reputation/blocklist": ("threat_type",),
    "reputation/threat_intelligence": ("threat_type",),
    "vulnerability/cve": ("service", "service_port", "cve_id"),
    "vulnerability/misconfiguration": ("service",),
    "vulnerability/open_service": ("service",),
}
"""By category and type."""

_TEXTS = frozenset(
    """
    access_method accessibility affected_cms affected_organization attack_technique attack_vector
    behavior_pattern bot_name bot_signature bot_type c2_protocol c2_server claimed_entity classification
    cleanup_status cloned_site compromise_evidence compromise_method compromise_type country_code cve_id
    cvss_vector cvss_version data_format description destination_ip detection_method disclosure_date
    discovery_source distribution_method domain encryption_status evidence_source exploitability
    exploitation_type exposure_method first_seen fraud_type hosting_provider hosting_service http_method
    infringement_type infringing_url injection_point language last_seen legacy_version legitimate_site lure_type
    malware_family malware_type media_type message_id ncmec_report_id newsgroup original_url p2p_protocol
    patch_url patch_version payload_sample phishing_kit platform platform_name protocol registrar
    registration_date release_date remediation_priority rights_holder risk_level scan_type scanner_signature
    scraping_pattern screenshot_url sender_name service service_impact service_version severity site_category
    site_name smtp_from smtp_to subject submission_url target_brand target_content target_url threat_type
    threshold_exceeded url user_agent vendor_advisory verification_method verification_status verified_at
    victim_age_range work_category work_title
    """.split()
)
_INTEGERS = frozenset(
    """
    asn attempts_count concurrent_connections data_volume days_since_registration destination_port
    duration_seconds peak_bps peak_pps recipient_count record_count service_port session_duration source_port
    total_probes total_requests unique_urls
    """.split()
)
_NUMBERS = frozenset(
    """
    amplification_factor confidence cvss_score request_rate risk_score scan_rate similarity_score
    """.split()
)
_FLAGS = frozenset(
    """
    accepts_cookies account_suspended automated_tool content_removed follows_crawl_delay javascript_execution
    mitigation_applied opt_in_evidence patch_available respects_robots_txt unsubscribe_provided
    """.split()
)
_LISTS = frozenset(
    """
    api_endpoints_accessed bot_capabilities c2_servers compromise_indicators credential_fields
    cryptocurrency_addresses cve_ids data_types detection_evasion evidence evidence_type exploit_cve
    http_methods infringing_elements linked_content malicious_activities nameservers payment_methods
    persistence_mechanism persistence_mechanisms predicted_usage previous_enforcement probed_resources
    products_offered redirect_chain related_domains reporting_obligations resource_categories response_codes
    sample_records search_terms sensitive_fields successful_probes suspicious_indicators tags targeted_brands
    targeted_platforms targeted_ports targeted_services vulnerabilities_probed
    """.split()
)
_OBJECTS = frozenset(
    """
    activation_behavior bulk_indicators content_info dns_records dns_response encoding_info file_hashes
    file_info file_metadata hash_values impact_assessment link_info loss_amount match_details message_info
    monetization_info nzb_info peer_info perpetrator_indicators registrant_details sandbox_analysis server_info
    site_ranking spam_indicators ssl_certificate ssl_certificate_details swarm_info takedown_info
    trademark_details uploader_info vulnerability_exploited webshell_details whois
    """.split()
)


def is_sound(document: dict[str, Any]) -> bool:
    """Whether every field that we know is what it must be."""
    return all(_fits(name, value) for name, value in document.items()) and all(map(_is_evidence, _list(document)))


def _fits(name: str, value: object) -> bool:
    if name in _TEXTS:
        return isinstance(value, str)
    if name in _INTEGERS:
        top = 65_535 if name.endswith("_port") else 2**63
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= top
    if name in _NUMBERS:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and (name != "confidence" or 0 <= float(str(value)) <= 1)
    if name in _FLAGS:
        return isinstance(value, bool)
    if name == "tags":
        return isinstance(value, list) and all(isinstance(tag, str) and _TAG.fullmatch(tag) for tag in value)
    return isinstance(value, list) if name in _LISTS else name not in _OBJECTS or isinstance(value, dict)


def _list(document: dict[str, Any]) -> list[object]:
    found = document.get("evidence")
    return found if isinstance(found, list) else []


def _is_evidence(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    needed = all(isinstance(item.get(name), str) for name in ("content_type", "payload"))
    said = isinstance(item.get("description", ""), str) and isinstance(item.get("size", 0), int)
    return needed and said and ("hash" not in item or _HASH.fullmatch(str(item["hash"])) is not None)
